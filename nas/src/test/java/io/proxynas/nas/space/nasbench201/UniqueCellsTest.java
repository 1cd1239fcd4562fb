package io.proxynas.nas.space.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.nas.space.SearchSpace;
import org.junit.jupiter.api.Test;

class UniqueCellsTest {

  private static String representative(String text) {
    return UniqueCells.representative(Cell.parse(text)).toString();
  }

  /** Values of one cell a stage that lead nowhere: what goes into node 1 or 2 and not on. */
  static long unusedWeights(Cell cell, int channels) {
    boolean second = cell.operation(2, 3) != CellOperation.NONE;
    boolean first =
        cell.operation(1, 3) != CellOperation.NONE
            || second && cell.operation(1, 2) != CellOperation.NONE;
    long values = first ? 0 : values(cell.operation(0, 1), channels);
    return second
        ? values
        : values + values(cell.operation(0, 2), channels) + values(cell.operation(1, 2), channels);
  }

  private static long values(CellOperation operation, int channels) {
    long sum = 0;
    for (int width = channels; width <= 4 * channels; width *= 2) {
      sum += operation.weights() == 0 ? 0 : (long) operation.weights() * width * width + 2L * width;
    }
    return sum;
  }

  @Test
  void representative_ofCellsThatLeadTheSameWay_isOne() {
    // A 3x3 convolution of the input: at once, by way of node 1, by way of node 2.
    String alone = "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|";
    String first = "|nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|";
    String deadEnd = "|nor_conv_1x1~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|";
    assertThat(representative(first)).isEqualTo(representative(alone));
    assertThat(representative(deadEnd)).isEqualTo(representative(alone));
    assertThat(Cell.parse(representative(deadEnd)).weights()).isEqualTo(9);
  }

  @Test
  void representative_ofOtherOperations_isAnother() {
    assertThat(representative("|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|"))
        .isNotEqualTo(representative("|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|"));
  }

  @Test
  void representative_hasNoUnusedConvolution_andNotMoreWeights() {
    SearchSpace space = new NasBench201Space(1, 4);
    assertThat(space.architectures())
        .allSatisfy(
            architecture -> {
              Cell cell = ((NasBench201) architecture).cell();
              Cell trained = UniqueCells.representative(cell);
              assertThat(trained.weights()).isLessThanOrEqualTo(cell.weights());
              assertThat(unusedWeights(trained, 4)).isZero();
            });
  }

  @Test
  void expression_isTheOutputInTermsOfTheInput() {
    assertThat(
            UniqueCells.expression(
                Cell.parse(
                    "|skip_connect~0|+|nor_conv_1x1~0|none~1|+|avg_pool_3x3~0|skip_connect~1|skip_connect~2|")))
        .isEqualTo("#+(x)nor_conv_1x1+(x)avg_pool_3x3+x");
  }
}
