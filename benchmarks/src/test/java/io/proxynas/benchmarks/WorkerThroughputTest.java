package io.proxynas.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerThroughputTest {

  @Test
  void median_ofAnOddNumber_isTheMiddleOne() {
    assertThat(WorkerThroughput.median(List.of(1.93, 1.91, 1.92, 1.97, 1.86))).isEqualTo(1.92);
    assertThat(WorkerThroughput.median(List.of(1.5))).isEqualTo(1.5);
  }

  @Test
  void median_ofAnEvenNumber_isTheMeanOfTheMiddleTwo() {
    assertThat(WorkerThroughput.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
  }
}
