package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.internal.onednn.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {

  @Test
  void count_below1_isRejected() {
    assertThatThrownBy(() -> new Threads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of threads of a network must be at least 1, but was 0");
  }

  /** OpenMP would start a thread a core for the first operation; it starts what was asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"ND4J", "oneDNN"})
  @EnabledOnOs(OS.LINUX)
  void network_withoutEnvironmentVariable_startsTheThreadsAskedFor(String loadedFirst)
      throws Exception {
    assertThat(Fork.run(CountedTraining.class, Map.of(), loadedFirst))
        .containsExactly("1 thread started 0", "3 threads started 2");
  }

  /** Counts the operating system's threads of this process around trainings by one worker. */
  static final class CountedTraining {

    private static final ImageShape SHAPE = new ImageShape(3, 16, 16);
    private static final int BATCH = 32;

    private CountedTraining() {}

    public static void main(String[] arguments) throws Exception {
      if (arguments[0].equals("oneDNN")) {
        Processor.current();
      }
      ConvNet net = new ConvNet(2, 32, Activation.RELU, Normalization.BATCH, Pooling.AVERAGE);
      try (Network narrow = network(net, Threads.ONE);
          Network wide = network(net, new Threads(3))) {
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
    private static Network network(ConvNet net, Threads threads) {
      Network network = Network.compile(net.configuration(SHAPE, 10, 1), SHAPE, threads);
      network.initializeAsDl4j();
      return network;
    }

    private static long startedBy(Network network) throws IOException {
      long before = threads();
      float[] images = Golden.wave(BATCH * SHAPE.size(), 1);
      network.train(images, new int[BATCH], 0, BATCH, new Sgd(0.01, 0, 0));
      return threads() - before;
    }

    private static long threads() throws IOException {
      try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
        return tasks.count();
      }
    }
  }
}
