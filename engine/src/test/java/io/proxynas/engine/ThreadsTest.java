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
import java.util.List;
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

  /** A back end may need more for more threads, and a new thread has those of the machine. */
  @Test
  void demand_beforeAndAfterANetworkHasRun_isTheSame() throws Exception {
    List<String> told = Fork.run(ToldDemand.class, Map.of("OMP_NUM_THREADS", "8"));

    assertThat(told).hasSize(2).allMatch(line -> line.equals(told.get(0)));
  }

  /** Tells the demand of a network of wide convolutions, before it has run and afterwards. */
  static final class ToldDemand {

    private static final ImageShape SHAPE = new ImageShape(64, 8, 8);

    private ToldDemand() {}

    public static void main(String[] arguments) throws Exception {
      ConvNet net = new ConvNet(2, 256, Activation.RELU, Normalization.BATCH, Pooling.AVERAGE);
      FutureTask<String> work =
          new FutureTask<>(
              () -> {
                String before = demand(net);
                Threads.ONE.use();
                return before + System.lineSeparator() + demand(net);
              });
      new Thread(work).start();
      System.out.println(work.get());
    }

    private static String demand(ConvNet net) {
      return Demand.of(net.configuration(SHAPE, 10, 1), SHAPE, new Workload(List.of(8), List.of(8)))
          .toString();
    }
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
