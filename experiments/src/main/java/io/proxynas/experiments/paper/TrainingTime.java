package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Test accuracy over the time that condensation takes, by distribution matching and by gradient
 * matching (Zhao and Bilen, arXiv 2110.04181, section 4.2, training time). The points of a curve
 * are the first iterations of one condensation, each going on from the one before.
 */
final class TrainingTime extends PaperExperiment {

  private static final String PART = "part";

  /** A curve's points, as fractions of all iterations: 1/64, 1/32 and so on up to 1. */
  private static final int FIRST = 64;

  TrainingTime() {
    super(
        "training-time",
        "test accuracy over the seconds of condensation, and their ratio at equal accuracy",
        "The training-time comparison of Zhao and Bilen, arXiv 2110.04181");
  }

  @Override
  public Selection selection(Scale scale) {
    return new Selection(
        scale.dataSets(),
        Selection.by(Method.DC, Method.DSA, Method.DM),
        List.of(scale.pick(1, 10, 50)));
  }

  @Override
  public List<String> columns() {
    return LabelledSet.columns(PART);
  }

  @Override
  List<LabelledSet> trials(Workbench bench, DataSet data) {
    return bench.selection().condensed().stream()
        .flatMap(spec -> curve(bench, bench.sets(data), spec).stream())
        .toList();
  }

  private static List<LabelledSet> curve(
      Workbench bench, ProxySets sets, ProxySpec.Condensed spec) {
    int all =
        sets.condensation()
            .iterations(spec.by(), spec.imagesPerClass())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a method must have iterations to be timed, but %s has none"
                            .formatted(spec.method())));
    List<LabelledSet> points = new ArrayList<>();
    int before = 0;
    for (int part = FIRST; part >= 1; part /= 2) {
      int iterations = (all + part - 1) / part;
      if (iterations > before) {
        SetMaking making =
            new SetMaking(sets, spec, Optional.of(new SetMaking.Part(before, iterations)));
        points.add(
            new LabelledSet(
                bench,
                making,
                bench.scale().protocol(),
                Map.of(PART, "%d of %d".formatted(iterations, all))));
        before = iterations;
      }
    }
    return points;
  }

  @Override
  String text(Section section) throws IOException {
    return MeasuredTable.of(List.of(METHOD, SIZE)).text(section.rows())
        + section.curves(
            "seconds of condensation, of worker time",
            MeasuredTable::set,
            row -> row.number(LabelledSet.COST),
            "over seconds of condensation")
        + ratios(section);
  }

  /** What distribution matching needs for the best accuracy of each rival, at each size. */
  private static String ratios(Section section) {
    List<Row> rows = section.rows();
    return "Seconds that distribution matching takes to the best accuracy of each rival, linear between"
        + " points; what its first point has is counted as that point's seconds.\n\n"
        + new MarkdownTable<Rival>(1)
            .column("rival", rival -> MeasuredTable.set(rival.best()))
            .column("its best", rival -> Figures.percent(rival.accuracy()))
            .column("its seconds", rival -> Figures.seconds(rival.seconds()))
            .column("seconds of dm to as much", Rival::secondsOfDm)
            .column("ratio", rival -> Figures.number("%.1f", rival.seconds() / rival.ofDm()))
            .column("published ratio", rival -> section.publishedAs(rival.best(), "ratio", "%.0f"))
            .text(bests(rows).stream().map(best -> new Rival(best, rows)).toList());
  }

  /**
   * The best set of a rival beside the sets of distribution matching.
   *
   * @param best its row
   * @param rows all of the data set
   */
  private record Rival(Row best, List<Row> rows) {

    double accuracy() {
      return best.number(LabelledSet.ACCURACY);
    }

    double seconds() {
      return TimeCurve.of(of(MeasuredTable.set(best), rows)).secondsTo(accuracy());
    }

    private TimeCurve dm() {
      return TimeCurve.of(of(Method.DM.word() + "-ipc" + best.text(SIZE), rows));
    }

    double ofDm() {
      return dm().secondsTo(accuracy());
    }

    String secondsOfDm() {
      if (dm().isEmpty()) {
        return "–";
      }
      return Double.isNaN(ofDm())
          ? "not reached in " + Figures.seconds(dm().longest())
          : Figures.seconds(ofDm());
    }
  }

  /** The best row of each rival at each size, the earliest of equals. */
  private static List<Row> bests(List<Row> rows) {
    return rows.stream()
        .filter(row -> !row.text(METHOD).equals(Method.DM.word()))
        .map(MeasuredTable::set)
        .distinct()
        .map(
            set ->
                of(set, rows).stream()
                    .reduce(
                        (a, b) ->
                            b.number(LabelledSet.ACCURACY) > a.number(LabelledSet.ACCURACY) ? b : a)
                    .orElseThrow())
        .toList();
  }

  private static List<Row> of(String set, List<Row> rows) {
    return rows.stream().filter(row -> MeasuredTable.set(row).equals(set)).toList();
  }
}
