package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.ImageRange;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.backend.ResidentBackend;
import io.proxynas.engine.backend.ResidentBatch;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.backend.ResidentNetwork;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** oneDNN in the clothes of a card: what is on the "device" are arrays that nobody else has. */
public final class ResidentStandIn implements ResidentBackend {

  private final Backend backend = new OneDnnBackend();
  private int writes;
  private int reads;
  private int open;
  private OptionalLong free = OptionalLong.empty();

  /** How often a network's weights were copied to the device. */
  public int writes() {
    return writes;
  }

  /** How often they were copied back. */
  public int reads() {
    return reads;
  }

  /** Networks and sets that are not closed. */
  public int open() {
    return open;
  }

  /** Has no set larger than this on the device. */
  public void keepsAtMost(long bytes) {
    free = OptionalLong.of(4 * bytes);
  }

  @Override
  public String name() {
    return "stand-in";
  }

  @Override
  public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
    return backend.compile(program, batch, pass, state);
  }

  @Override
  public long bytes(Program program, int batch, Pass pass) {
    return backend.bytes(program, batch, pass);
  }

  @Override
  public Optional<ResidentBackend> resident() {
    return Optional.of(this);
  }

  @Override
  public OptionalLong freeBytes() {
    return free;
  }

  @Override
  public long bytes(Program program, int batch) {
    return 1000L * batch;
  }

  @Override
  public ResidentImages images(ImageShape shape, int[] labels) {
    return new Images(shape, labels.clone(), new float[0], labels.length);
  }

  @Override
  public ResidentImages images(ImageShape shape, float[] targets, int classes) {
    return new Images(shape, new int[0], targets.clone(), targets.length / classes);
  }

  @Override
  public ResidentNetwork compile(Program program, RandomGenerator masks) {
    return new OneNetwork(program, masks);
  }

  private final class Images implements ResidentImages {
    private final ImageShape shape;
    private final int[] labels;
    private final float[] targets;
    private final int count;
    private final float[] images;

    Images(ImageShape shape, int[] labels, float[] targets, int count) {
      this.shape = shape;
      this.labels = labels;
      this.targets = targets;
      this.count = count;
      images = new float[count * shape.size()];
      open++;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public void put(int first, float[] from, int howMany) {
      System.arraycopy(from, 0, images, first * shape.size(), howMany * shape.size());
    }

    @Override
    public void close() {
      open--;
    }
  }

  private final class OneNetwork implements ResidentNetwork {
    private final Program program;
    private final RandomGenerator masks;
    private final float[] weights;
    private final float[] gradients;
    private final float[] velocity;
    private final OutputLoss objective;
    private double loss;

    OneNetwork(Program program, RandomGenerator masks) {
      this.program = program;
      this.masks = masks;
      weights = new float[program.size()];
      gradients = new float[program.trainable()];
      velocity = new float[program.trainable()];
      objective = new OutputLoss(program.loss(), program.outputs());
      open++;
    }

    @Override
    public void write(float[] from, float[] itsVelocity) {
      writes++;
      System.arraycopy(from, 0, weights, 0, weights.length);
      System.arraycopy(itsVelocity, 0, velocity, 0, velocity.length);
    }

    @Override
    public void read(float[] into, float[] itsVelocity) {
      reads++;
      System.arraycopy(weights, 0, into, 0, weights.length);
      System.arraycopy(velocity, 0, itsVelocity, 0, velocity.length);
    }

    private Executable executable(Pass pass, int batch) {
      Executable executable =
          backend.compile(program, batch, pass, new NetworkState(weights, gradients, masks));
      executable.load();
      return executable;
    }

    @Override
    public void step(ResidentBatch batch, float rate, float momentum, float decay) {
      Images set = (Images) batch.images();
      int size = program.input().size();
      int classes = program.outputs();
      float[] chosen = new float[batch.count() * size];
      int[] labels = new int[batch.count()];
      float[] targets = new float[batch.count() * classes];
      for (int i = 0; i < batch.count(); i++) {
        int index = batch.indices()[i];
        float[] image =
            batch.alterations().isEmpty()
                ? Arrays.copyOfRange(set.images, index * size, (index + 1) * size)
                : ArrayAlteration.of(batch.alterations().get(i), set.images, index, set.shape);
        System.arraycopy(image, 0, chosen, i * size, size);
        if (set.targets.length == 0) {
          labels[i] = set.labels[index];
        } else {
          System.arraycopy(set.targets, index * classes, targets, i * classes, classes);
        }
      }
      float[] outputs = new float[batch.count() * classes];
      try (Executable executable = executable(Pass.TRAIN, batch.count())) {
        executable.forward(chosen, 0, outputs, 0);
        loss +=
            set.targets.length == 0
                ? objective.gradient(outputs, batch.count(), labels, 0)
                : objective.gradient(outputs, batch.count(), targets, 0);
        executable.backward(outputs, 0);
      }
      new Sgd(rate, momentum, decay).step(weights, gradients, velocity, velocity.length);
    }

    @Override
    public double takeLoss() {
      double sum = loss;
      loss = 0;
      return sum;
    }

    @Override
    public void infer(ResidentImages images, ImageRange range, float[] into) {
      for (int i = 0; i < range.batches(); i++) {
        int place = i * range.batch();
        try (Executable executable = executable(Pass.INFER, range.size(i))) {
          executable.forward(
              ((Images) images).images,
              (range.first() + place) * program.input().size(),
              into,
              place * program.outputs());
        }
      }
    }

    @Override
    public void statistics(ResidentImages images, ImageRange range, float[] into) {
      float[] kept = weights.clone();
      int running = weights.length - velocity.length;
      for (int i = 0; i < range.batches(); i++) {
        try (Executable executable = executable(Pass.STATISTICS, range.size(i))) {
          executable.forward(
              ((Images) images).images,
              (range.first() + i * range.batch()) * program.input().size(),
              new float[range.size(i) * program.outputs()],
              0);
        }
        System.arraycopy(weights, velocity.length, into, i * running, running);
      }
      System.arraycopy(kept, 0, weights, 0, weights.length);
    }

    @Override
    public void close() {
      open--;
    }
  }
}
