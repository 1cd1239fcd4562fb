package io.proxynas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionTest {

  @Test
  void add_byHand_countsAndDivides() {
    Confusion confusion = new Confusion(List.of("cat", "dog", "owl"));
    confusion.add(0, new float[] {0.5f, 0.5f, 0}); // the first of equal ones
    confusion.add(0, new float[] {0.1f, 0.8f, 0.1f});
    confusion.add(1, new float[] {0.1f, 0.2f, 0.7f});
    confusion.add(1, 1);

    assertThat(confusion.images()).isEqualTo(4);
    assertThat(confusion.count(0, 0)).isEqualTo(1);
    assertThat(confusion.count(0, 1)).isEqualTo(1);
    assertThat(confusion.count(1, 2)).isEqualTo(1);
    assertThat(confusion.accuracy()).isEqualTo(0.5);
    assertThat(confusion.recall(0)).isEqualTo(0.5);
    assertThat(confusion.recall(2)).isNaN();
    assertThat(confusion.precision(0)).isEqualTo(1);
    assertThat(confusion.precision(2)).isZero();
    assertThat(confusion.taken(1)).isEqualTo(2);
  }

  @Test
  void classesOf_areFoundByName() {
    Confusion confusion = new Confusion(List.of("cat", "dog", "owl"));
    assertThat(confusion.classesOf(List.of("owl", "cat"), "photos")).containsExactly(2, 0);
  }

  @Test
  void classesOf_strangeName_isRefused() {
    assertThatThrownBy(
            () -> new Confusion(List.of("cat", "dog")).classesOf(List.of("dog", "cow"), "photos"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the classes of photos must be among those of the model, cat, dog, but cow is not");
    List<String> many = IntStream.range(0, 1200).mapToObj(Integer::toString).toList();
    assertThatThrownBy(() -> new Confusion(many).classesOf(List.of("x"), "photos"))
        .hasMessageContaining("8, 9, 1,190 more, but x is not");
  }
}
