package io.proxynas.spark.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Demand;
import java.io.UncheckedIOException;
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

    assertThatThrownBy(() -> new SparkConnection(conf("local[1]")))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted while the cluster started");
    assertThat(Thread.interrupted()).isFalse();
    new SparkConnection(conf("local[1]")).close(); // two in one JVM are refused by Spark
  }

  @Test
  void start_ofNoCluster_isToldInASentence() {
    assertThatThrownBy(() -> new SparkConnection(conf("local[x]")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(
            "java.io.IOException: the Spark cluster local[x] must start a program, but did not: ");
  }

  @Test
  void start_ofNoCluster_interrupted_isAnInterruption() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new SparkConnection(conf("local[x]")))
        .isInstanceOf(InterruptedException.class);
  }
}
