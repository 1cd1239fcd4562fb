package io.proxynas.spark.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Demand;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** How a cluster starts. */
class SparkConnectionTest {

  private static SparkConf conf(String master) {
    return SparkSettings.of(new SparkConf(false), master, new Demand(1, 1, 1), List.of());
  }

  @Test
  void start_interrupted_isAnInterruption_andLeavesNoCluster() throws InterruptedException {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new SparkConnection(conf("local[1]"), warning -> {}))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted while the cluster started");
    assertThat(Thread.interrupted()).isFalse();
    new SparkConnection(conf("local[1]"), warning -> {})
        .close(); // two in one JVM are refused by Spark
  }

  @Test
  void start_ofNoCluster_isToldInASentence() {
    assertThatThrownBy(() -> new SparkConnection(conf("local[x]"), warning -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(
            "java.io.IOException: the Spark cluster local[x] must start a program, but did not: ");
  }

  @Test
  void start_ofNoCluster_interrupted_isAnInterruption() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new SparkConnection(conf("local[x]"), warning -> {}))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void noExecutor_isToldOnce() throws Exception {
    Files.writeString(Path.of(System.getenv("SPARK_HOME"), "RELEASE"), "");
    List<String> warnings = new ArrayList<>();
    SparkConf large = conf("local-cluster[1,1,1024]").set(SparkSettings.EXECUTOR_CORES, "4");
    try (SparkConnection spark = new SparkConnection(large, warnings::add)) {
      spark.warnIfNoneIsThere(Duration.ofSeconds(30));
      spark.warnIfNoneIsThere(Duration.ofSeconds(30));
    }

    assertThat(warnings)
        .containsExactly(
            "no executor of the cluster is there after 30 s, so no candidate is trained; each asks for 4"
                + " cores (spark.executor.cores), 1g of heap (spark.executor.memory) and 576m beside it"
                + " (spark.executor.memoryOverhead), and one that ends at its start says why in its log on"
                + " the worker");
  }

  @Test
  void threadsOfTheDriver_areExecutors() throws Exception {
    List<String> warnings = new ArrayList<>();
    try (SparkConnection spark = new SparkConnection(conf("local[1]"), warnings::add)) {
      spark.warnIfNoneIsThere(Duration.ofSeconds(30));
    }

    assertThat(warnings).isEmpty();
  }
}
