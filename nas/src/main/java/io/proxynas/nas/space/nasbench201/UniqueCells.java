package io.proxynas.nas.space.nasbench201;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells that stand for all those with the same topology.
 *
 * <p>Two cells are the same if their output, written as an expression of the input, is: a {@code
 * skip_connect} is its input, {@code none} and every operation on a node 1 of {@code none} are
 * zero, and terms of a sum have no order. Of the 15,625 cells that leaves the 6,466 that the
 * benchmark's authors call unique. Of cells with the same expression, that with the fewest weights
 * stands for all; of several such, the first in the order of the space.
 */
final class UniqueCells {

  /*
   * This is the authors' own procedure, with its two liberties. It writes shared nodes out, so that
   * a convolution used twice equals two convolutions with weights of their own; and it drops what a
   * convolution makes of zeros, the learned shift of its batch normalization. It does not recognise
   * a zero node 2, nor the nesting of sums. So a class may hold cells that differ a little in
   * training; what is reported is always the cell that was trained.
   */

  private static final String ZERO = "#";
  private static final Map<String, Cell> REPRESENTATIVES = representatives();

  private UniqueCells() {}

  /** The cell that is trained in place of this one. */
  static Cell representative(Cell cell) {
    return REPRESENTATIVES.get(expression(cell));
  }

  private static Map<String, Cell> representatives() {
    Map<String, Cell> cells = new HashMap<>();
    NasBench201Space.BENCHMARK
        .architectures()
        .map(network -> ((NasBench201) network).cell())
        .forEach(
            cell ->
                cells.merge(
                    expression(cell),
                    cell,
                    (one, other) -> other.weights() < one.weights() ? other : one));
    return cells;
  }

  /** The output as an expression of the input. */
  static String expression(Cell cell) {
    List<String> nodes = new ArrayList<>(List.of("x"));
    for (int to = 1; to <= 3; to++) {
      List<String> terms = new ArrayList<>();
      for (int from = 0; from < to; from++) {
        terms.add(term(cell.operation(from, to), nodes.get(from)));
      }
      terms.sort(Comparator.naturalOrder());
      nodes.add(String.join("+", terms));
    }
    return nodes.get(3);
  }

  private static String term(CellOperation operation, String input) {
    if (operation == CellOperation.NONE || input.equals(ZERO)) {
      return ZERO;
    }
    return operation == CellOperation.SKIP_CONNECT ? input : "(" + input + ")" + operation.word();
  }
}
