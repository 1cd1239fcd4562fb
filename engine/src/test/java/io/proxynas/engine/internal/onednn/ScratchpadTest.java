package io.proxynas.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Translator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchpadTest {

  private static final int BATCH = 10;
  private static final ImageShape SHAPE = new ImageShape(1, 12, 12);

  private static Program program(int width) {
    ConvNet net =
        new ConvNet(
            2, width, ConvNet.Activation.RELU, ConvNet.Normalization.NONE, ConvNet.Pooling.AVERAGE);
    return Translator.translate(Definition.of(net.configuration(SHAPE, 2, 1)), SHAPE);
  }

  private static float[] random(int count, RandomGenerator random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static OneDnnExecutable executable(Program program) {
    float[] weights = random(program.size(), new Seed(1).generator());
    NetworkState state =
        new NetworkState(weights, new float[program.trainable()], new Seed(2).generator());
    return new OneDnnExecutable(program, BATCH, Pass.EMBED_AND_PIXEL_GRADIENT, state);
  }

  private static float[] pixelGradient(OneDnnExecutable executable, int embedding) {
    float[] images = random(BATCH * SHAPE.size(), new Seed(3).generator());
    executable.load();
    executable.forward(images, 0, new float[BATCH * embedding], 0);
    executable.backward(random(BATCH * embedding, new Seed(4).generator()), 0);
    executable.pixelGradient(images, 0);
    return images;
  }

  /** oneDNN's own scratch space belongs to the thread that made the primitive. */
  @ParameterizedTest
  @ValueSource(ints = {8, 12, 16, 24})
  void backward_inAnotherThreadThanMadeIt_givesTheSameBits(int width)
      throws ExecutionException, InterruptedException {
    Program program = program(width);
    int embedding = program.shapes().get(program.embedding()).size();
    try (OneDnnExecutable executable = executable(program)) {
      float[] here = pixelGradient(executable, embedding);

      float[] elsewhere =
          CompletableFuture.supplyAsync(
                  () -> pixelGradient(executable, embedding),
                  command -> new Thread(command).start())
              .get();

      assertThat(elsewhere).isEqualTo(here);
    }
  }
}
