package io.proxynas.nas.space.nasbench201;

import io.proxynas.engine.architecture.Stack;
import java.util.ArrayList;
import java.util.List;

/**
 * A cell of four nodes and six edges: node 0 is the input, node 3 the output, and each later node
 * is the sum over all earlier ones, each through the operation of its edge.
 *
 * @param operations of the edges 0→1, 0→2, 1→2, 0→3, 1→3, 2→3
 */
record Cell(List<CellOperation> operations) {

  /** Edges of a cell. */
  public static final int EDGES = 6;

  /** The last node. */
  static final int OUTPUT = 3;

  public Cell {
    operations = List.copyOf(operations);
    if (operations.size() != EDGES) {
      throw new IllegalArgumentException(
          "a cell must have " + EDGES + " operations, but had " + operations.size());
    }
  }

  /**
   * The cell of a string such as {@code
   * |nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|}.
   *
   * @throws IllegalArgumentException with the position of the first character that does not fit
   */
  public static Cell parse(String text) {
    return new CellParser(text).cell();
  }

  /** The operation of an edge. */
  CellOperation operation(int from, int to) {
    return operations.get(to * (to - 1) / 2 + from);
  }

  /** Weights of all convolutions for one pair of channels, which tells what the cell costs. */
  int weights() {
    return operations.stream().mapToInt(CellOperation::weights).sum();
  }

  /** The benchmark's string. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int to = 1; to <= OUTPUT; to++) {
      text.append(to == 1 ? "|" : "+|");
      for (int from = 0; from < to; from++) {
        text.append(operation(from, to).word()).append('~').append(from).append('|');
      }
    }
    return text.toString();
  }

  /** Whether a path of operations other than "none" leads from the node to the output. */
  private boolean leadsToOutput(int node) {
    if (node == OUTPUT) {
      return true;
    }
    for (int to = node + 1; to <= OUTPUT; to++) {
      if (operation(node, to) != CellOperation.NONE && leadsToOutput(to)) {
        return true;
      }
    }
    return false;
  }

  /*
   * An edge of "none" gives zeros, so it is left out of the sum; a node of nothing but zeros is
   * made as such, since a convolution of zeros still adds the shift of its batch normalization.
   * A node from which no path leads to the output is not made at all.
   */

  /** Puts the cell onto the stack. */
  void addTo(Stack stack, int channels) {
    List<String> nodes = new ArrayList<>(List.of(stack.top()));
    for (int to = 1; to <= OUTPUT; to++) {
      nodes.add(leadsToOutput(to) ? addNode(stack, channels, to, nodes) : "");
    }
  }

  private String addNode(Stack stack, int channels, int to, List<String> nodes) {
    List<String> terms = new ArrayList<>();
    for (int from = 0; from < to; from++) {
      CellOperation operation = operation(from, to);
      if (operation != CellOperation.NONE) {
        stack.from(nodes.get(from));
        operation.addTo(stack, channels);
        terms.add(stack.top());
      }
    }
    return (terms.isEmpty() ? stack.from(nodes.get(0)).zero() : stack.sum(terms)).top();
  }
}
