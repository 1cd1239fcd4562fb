package io.proxynas.experiments.run;

import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.show.Pictures;
import java.io.IOException;
import java.util.List;

/** A table or figure of a paper, measured trial by trial. */
public interface Experiment {

  /** The word on the command line. */
  String name();

  /** What it shows, as a phrase. */
  String title();

  /** The table or figure, and its paper. */
  String source();

  /** What it takes at a scale if the user chooses nothing else. */
  Selection selection(Scale scale);

  /** The columns of its rows, in their order; {@link RowProvenance} adds those of every row. */
  List<String> columns();

  /** Whether its rows tell the accuracies of networks that were trained on sets. */
  default boolean scoresSets() {
    return columns().containsAll(List.of(LabelledSet.ACCURACY, LabelledSet.DEVIATION));
  }

  /**
   * The trials, in the order in which they run; each is independent of the others. Those whose key
   * is in the file of rows do not run again.
   */
  List<Trial> trials(Workbench bench) throws InterruptedException;

  /**
   * What the rows show, as Markdown below the title.
   *
   * @param rows all that the folder has, also those of earlier commands with other choices; at
   *     least one
   * @param pictures takes the pictures that the text refers to
   */
  String present(List<Row> rows, Pictures pictures) throws IOException;
}
