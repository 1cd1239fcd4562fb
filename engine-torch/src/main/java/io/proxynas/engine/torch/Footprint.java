package io.proxynas.engine.torch;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import java.util.List;

/** The memory that an executable takes, told from its program alone. */
final class Footprint {

  private final Program program;
  private final Pass pass;
  private final int end;

  Footprint(Program program, Pass pass) {
    this.program = program;
    this.pass = pass;
    end = pass.endsAtEmbedding() ? program.embedding() : program.instructions().size();
  }

  /**
   * Parameters and their gradients, the images and their gradient, and of the values those that
   * live at once.
   *
   * @param batch images at a time
   */
  long bytes(int batch) {
    long parameters = program.size() + (pass.weightGradients() ? program.trainable() : 0L);
    long image = (pass.pixelGradients() ? 3L : 2L) * program.input().size();
    return Float.BYTES * (parameters + batch * (image + values()));
  }

  /** Values of one image: with a backward pass all stay, and two gradients come on top. */
  private long values() {
    List<ImageShape> shapes = program.shapes();
    Liveness liveness = new Liveness(program, pass, end);
    long now = 0;
    long most = 0;
    long widest = 0;
    for (int i = 0; i < end; i++) {
      int size = shapes.get(i + 1).size();
      widest = Math.max(widest, size);
      now += size;
      most = Math.max(most, now);
      if (!pass.backward()) {
        now -= liveness.endingAt(i).stream().mapToLong(value -> shapes.get(value).size()).sum();
      }
    }
    return most + (pass.backward() ? 2 * widest : 0);
  }

  /**
   * What a network that stays on the device takes beside its passes: velocity, once more while a
   * step is taken, and while a batch is altered its images ten times, and tensors of one value a
   * pixel.
   *
   * @param batch images a step
   */
  static long residentBytes(Program program, int batch) {
    ImageShape image = program.input();
    long plane = (long) image.height() * image.width();
    long altered = plane * (10L * image.channels() + 54);
    return Float.BYTES * (2L * program.trainable() + batch * altered);
  }
}
