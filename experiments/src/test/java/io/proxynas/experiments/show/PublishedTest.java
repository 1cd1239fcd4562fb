package io.proxynas.experiments.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedTest {

  @Test
  void find_figureOfThePaper_hasItsMark() {
    Published dm = Published.find("accuracy", "fashion-mnist", "dm", 10, "").orElseThrow();

    assertThat(dm.fraction()).isCloseTo(0.835, within(1e-9));
    assertThat(dm.percent()).isEqualTo("83.5 u");
    assertThat(Published.find("large-ipc", "cifar10", "dm", 1250, "").orElseThrow().percent())
        .isEqualTo("80.8 v");
    assertThat(Published.find("accuracy", "fashion-mnist-mini", "dm", 10, "")).isEmpty();
  }

  @Test
  void all_figures_areAccuraciesOnceEachWhereTheyAreAccuracies() {
    List<Published> accuracies =
        Published.all().stream().filter(one -> one.table().equals("accuracy")).toList();

    assertThat(accuracies)
        .hasSizeGreaterThan(90)
        .allMatch(one -> one.value() > 0 && one.value() < 100);
    assertThat(
            Published.all().stream()
                .map(
                    one ->
                        List.of(
                            one.table(),
                            one.dataSet(),
                            one.method(),
                            one.imagesPerClass(),
                            one.condition())))
        .doesNotHaveDuplicates();
  }
}
