package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Fork;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.Threads;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole trainings and whole iterations of condensation, beside oneDNN's. */
class TorchTrainingTest {

  private static final ImageShape SHAPE = new ImageShape(3, 12, 12);
  private static final int COUNT = 16;
  private static final int CLASSES = 4;
  private static final int[] LABELS = IntStream.range(0, COUNT).map(i -> i % CLASSES).toArray();

  private static ConvNet net(Normalization normalization) {
    return new ConvNet(2, 16, Activation.RELU, normalization, Pooling.AVERAGE);
  }

  private static Network network(Normalization normalization, Backend backend) {
    var configuration = net(normalization).configuration(SHAPE, CLASSES, 1);
    Network network = Network.compile(configuration, SHAPE, backend);
    network.initialize(new Seed(2).generator());
    return network;
  }

  private static float[] images(long seed) {
    RandomGenerator random = new Seed(seed).generator();
    float[] images = new float[COUNT * SHAPE.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    return images;
  }

  private static Backend torch() {
    return new TorchBackend(TorchDevice.PROCESSOR);
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void train_20Steps_asOneDnn(Normalization normalization) {
    assertThat(losses(normalization, torch()))
        .containsExactly(losses(normalization, new OneDnnBackend()), within(1e-3));
  }

  private static double[] losses(Normalization normalization, Backend backend) {
    double[] losses = new double[20];
    try (Network network = network(normalization, backend)) {
      for (int step = 0; step < losses.length; step++) {
        losses[step] = network.train(images(1), LABELS, 0, COUNT, new Sgd(0.01, 0.9, 5e-4));
      }
    }
    return losses;
  }

  @Test
  void train_twice_sameBits() {
    assertThat(losses(Normalization.BATCH, torch()))
        .isEqualTo(losses(Normalization.BATCH, torch()));
  }

  /** Of distribution matching: the distance of mean embeddings falls as it does on oneDNN. */
  @Test
  void matching_10Iterations_asOneDnn() {
    double[] byTorch = distances(torch());

    assertThat(byTorch).containsExactly(distances(new OneDnnBackend()), within(1e-4));
    assertThat(byTorch[9]).isLessThan(0.9 * byTorch[0]);
  }

  private static double[] distances(Backend backend) {
    float[] real = images(3);
    float[] synthetic = images(4);
    double[] distances = new double[10];
    try (Network network = network(Normalization.INSTANCE, backend)) {
      int size = network.embeddingSize();
      float[] rows = new float[COUNT * size];
      float[] gradient = new float[synthetic.length];
      for (int iteration = 0; iteration < distances.length; iteration++) {
        network.embed(real, 0, COUNT, rows, 0);
        double[] mean = mean(rows, size);
        network.embedForGradient(synthetic, 0, COUNT, rows, 0);
        double[] other = mean(rows, size);
        for (int i = 0; i < rows.length; i++) {
          double difference = other[i % size] - mean[i % size];
          rows[i] = (float) (2 * difference / COUNT);
          distances[iteration] += difference * difference / COUNT;
        }
        network.pixelGradient(rows, 0, COUNT, gradient, 0);
        for (int i = 0; i < synthetic.length; i++) {
          synthetic[i] -= 10 * gradient[i];
        }
      }
    }
    return distances;
  }

  private static double[] mean(float[] rows, int size) {
    double[] mean = new double[size];
    for (int i = 0; i < rows.length; i++) {
      mean[i % size] += rows[i] / (double) COUNT;
    }
    return mean;
  }

  /** OpenMP would start a thread a core for the first operation; it starts what was asked for. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void network_withoutEnvironmentVariable_startsTheThreadsAskedFor() throws Exception {
    assertThat(Fork.run(CountedTraining.class, Map.of()))
        .containsExactly("1 thread started 0", "3 threads started 2");
  }

  /** Counts the operating system's threads of this process around trainings by one worker. */
  static final class CountedTraining {

    private CountedTraining() {}

    public static void main(String[] arguments) throws Exception {
      System.setProperty("proxynas.backend", "libtorch");
      try (Network narrow = threaded(Threads.ONE);
          Network wide = threaded(new Threads(3))) {
        FutureTask<String> work =
            new FutureTask<>(
                () ->
                    "1 thread started %d%n3 threads started %d"
                        .formatted(startedBy(narrow), startedBy(wide)));
        new Thread(work).start();
        System.out.println(work.get());
      }
    }

    /** ND4J's own threads are there afterwards. */
    private static Network threaded(Threads threads) {
      var configuration = net(Normalization.BATCH).configuration(SHAPE, CLASSES, 1);
      Network network = Network.compile(configuration, SHAPE, threads);
      network.initializeAsDl4j();
      return network;
    }

    private static long startedBy(Network network) throws IOException {
      long before = threads();
      network.train(images(1), LABELS, 0, COUNT, new Sgd(0.01, 0, 0));
      return threads() - before;
    }

    private static long threads() throws IOException {
      try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
        return tasks.count();
      }
    }
  }
}
