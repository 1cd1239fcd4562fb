package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.set.Method;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.Selection.Contestant;
import io.proxynas.experiments.run.Selection.Whole;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The accuracy of networks trained on each method's sets, over data sets and sizes (Zhao and Bilen,
 * arXiv 2110.04181, tables 1 and 2).
 */
final class Accuracy extends PaperExperiment {

  /** In the order of the paper's table. */
  static final List<Contestant> METHODS =
      Selection.by(
          Method.RANDOM,
          Method.HERDING,
          Method.KCENTER,
          Method.FORGETTING,
          Method.DC,
          Method.DSA,
          Method.DM,
          Method.DMF,
          Method.NCFM,
          Method.IDM);

  private static final List<Contestant> ALL =
      Stream.concat(METHODS.stream(), Stream.of(new Whole())).toList();

  private static final List<String> ORDER = ALL.stream().map(Contestant::word).toList();

  /** By size, the whole data last; within a size as in the paper's table. */
  private static final Comparator<Row> TABLE_ORDER =
      Comparator.<Row>comparingInt(row -> row.whole(SIZE) == 0 ? 1 : 0)
          .thenComparingInt(row -> row.whole(SIZE))
          .thenComparingInt(row -> ORDER.indexOf(row.text(METHOD)));

  Accuracy() {
    super(
        "accuracy",
        "test accuracy of networks trained on each method's sets",
        "Tables 1 and 2 of Zhao and Bilen, arXiv 2110.04181");
  }

  @Override
  public Selection selection(Scale scale) {
    List<Integer> sizes = scale == Scale.SMOKE ? List.of(1) : List.of(1, 10, 50);
    return new Selection(scale.dataSets(), ALL, sizes);
  }

  @Override
  List<LabelledSet> trials(Workbench bench, DataSet data) {
    return bench.selection().sets().stream()
        .map(spec -> new LabelledSet(bench, new SetMaking(bench.sets(data), spec)))
        .toList();
  }

  @Override
  String text(Section section) throws IOException {
    Section its = section.sorted(TABLE_ORDER);
    return new MeasuredTable(List.of(METHOD, SIZE), row -> its.published(row, "")).text(its.rows())
        + its.bars(
            "images per class",
            MeasuredTable::size,
            row -> row.text(METHOD),
            "by method and images per class");
  }
}
