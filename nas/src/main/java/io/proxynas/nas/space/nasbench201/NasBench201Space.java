package io.proxynas.nas.space.nasbench201;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.space.Decisions;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.SearchSpaceProvider;
import io.proxynas.nas.space.SpaceOptions;
import io.proxynas.train.check.Require;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 15,625 cells of NAS-Bench-201, five operations for each of six edges, 6,466 of them unique
 * (see {@link #canonical}).
 *
 * @param cells in each of the three stages, at least 1
 * @param channels of the first stage, at least 1
 */
public record NasBench201Space(int cells, int channels) implements SearchSpace, Serializable {

  /** The networks of the benchmark. */
  public static final NasBench201Space BENCHMARK =
      new NasBench201Space(NasBench201.CELLS, NasBench201.CHANNELS);

  /** Of {@link #leastProxyEpochs}: 5 order networks of one cell a stage at 0.37, 20 at 0.76. */
  public static final int LEAST_PROXY_EPOCHS = 20;

  private static final List<CellOperation> OPERATIONS = List.of(CellOperation.values());
  private static final int MAX_CELLS = 100;
  private static final int MAX_CHANNELS = 1024;

  public NasBench201Space {
    Require.atLeastOne("cells", cells);
    Require.atLeastOne("channels", channels);
  }

  @Override
  public String name() {
    return "nasbench201";
  }

  @Override
  public int leastProxyEpochs() {
    return LEAST_PROXY_EPOCHS;
  }

  @Override
  public Decisions decisions() {
    return new Decisions(
        Collections.nCopies(Cell.EDGES, OPERATIONS.size()),
        d -> of(new Cell(Arrays.stream(d).mapToObj(OPERATIONS::get).toList())),
        architecture ->
            ((NasBench201) requireMember(architecture))
                .cell().operations().stream().mapToInt(CellOperation::ordinal).toArray());
  }

  private NasBench201 of(Cell cell) {
    return new NasBench201(cell, cells, channels);
  }

  /** By the nodes of the edges, as in {@code 0-1 → skip_connect}. */
  @Override
  public Map<String, String> namedChoices(Architecture architecture) {
    Cell cell = ((NasBench201) requireMember(architecture)).cell();
    Map<String, String> choices = new LinkedHashMap<>();
    for (int to = 1; to <= Cell.OUTPUT; to++) {
      for (int from = 0; from < to; from++) {
        choices.put(from + "-" + to, cell.operation(from, to).word());
      }
    }
    return choices;
  }

  @Override
  public boolean contains(Architecture architecture) {
    return architecture instanceof NasBench201 net
        && net.cells() == cells
        && net.channels() == channels;
  }

  /** Reads the benchmark's string, with or without what an id adds for a smaller network. */
  @Override
  public Architecture parse(String id) {
    String suffix = NasBench201.suffix(cells, channels);
    return of(
        Cell.parse(id.substring(0, id.length() - (id.endsWith(suffix) ? suffix.length() : 0))));
  }

  /**
   * The cell that the benchmark's authors count as the same, with the fewest weights: skip
   * connections and zeros are resolved, and the order of terms is ignored.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    return of(UniqueCells.representative(((NasBench201) requireMember(architecture)).cell()));
  }

  /** As in {@code nasbench201 (cells 5; channels 16)}. */
  @Override
  public String toString() {
    return "nasbench201 (cells " + cells + "; channels " + channels + ")";
  }

  /** {@code nasbench201} on the command line. */
  public static final class NasBench201Provider implements SearchSpaceProvider {

    @Override
    public String name() {
      return "nasbench201";
    }

    @Override
    public String description() {
      return "5 operations on each of a cell's 6 edges; options cells, channels";
    }

    @Override
    public SearchSpace space(SpaceOptions options) {
      return new NasBench201Space(
          options.number("cells", 1, MAX_CELLS, NasBench201.CELLS),
          options.number("channels", 1, MAX_CHANNELS, NasBench201.CHANNELS));
    }
  }
}
