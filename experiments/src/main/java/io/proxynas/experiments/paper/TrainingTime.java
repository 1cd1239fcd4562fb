package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.SetTrial;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.AccuracyCurves;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.Published;
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
final class TrainingTime implements Experiment {

  private static final String NAME = "training-time";
  private static final String PART = "part";

  /** A curve's points, as fractions of all iterations: 1/64, 1/32 and so on up to 1. */
  private static final int FIRST = 64;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "test accuracy over the seconds of condensation, and their ratio at equal accuracy";
  }

  @Override
  public String source() {
    return "The training-time comparison of Zhao and Bilen, arXiv 2110.04181";
  }

  @Override
  public Choice choice(Scale scale) {
    List<Integer> sizes =
        switch (scale) {
          case SMOKE -> List.of(1);
          case CPU -> List.of(10);
          case PAPER -> List.of(50);
        };
    return new Choice(scale.dataSets(), Choice.by(Method.DC, Method.DSA, Method.DM), sizes);
  }

  @Override
  public List<String> columns() {
    return LabelledSet.columns(PART);
  }

  @Override
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      for (ProxySpec.Condensed spec : bench.choice().condensed()) {
        trials.addAll(curve(bench, bench.sets(data), spec));
      }
    }
    return trials;
  }

  private static List<Trial> curve(Workbench bench, ProxySets sets, ProxySpec.Condensed spec) {
    int all =
        sets.condensation()
            .iterations(spec.by(), spec.imagesPerClass())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a method must have iterations to be timed, but %s has none"
                            .formatted(spec.method())));
    List<Trial> points = new ArrayList<>();
    int before = 0;
    for (int part = FIRST; part >= 1; part /= 2) {
      int iterations = (all + part - 1) / part;
      if (iterations > before) {
        SetMaking making =
            new SetMaking(sets, spec, Optional.of(new SetMaking.Part(before, iterations)));
        points.add(
            new LabelledSet(
                bench,
                new SetTrial(making, bench.scale().protocol()),
                Map.of(PART, "%d of %d".formatted(iterations, all))));
        before = iterations;
      }
    }
    return points;
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return DataSetSections.text(rows, (dataSet, its) -> section(dataSet, its, pictures))
        + MeasuredTable.LEGEND;
  }

  private static String section(String dataSet, List<Row> rows, Pictures pictures)
      throws IOException {
    return MeasuredTable.of(List.of(METHOD, SIZE)).text(rows)
        + pictures.show(
            AccuracyCurves.chart(
                "seconds of condensation, of worker time",
                rows.stream().map(TrainingTime::point).toList()),
            Pictures.file(NAME, dataSet),
            "Accuracy over seconds of condensation on " + dataSet)
        + ratios(dataSet, rows);
  }

  private static AccuracyCurves.Point point(Row row) {
    return MeasuredTable.point(row, series(row), row.number(LabelledSet.COST));
  }

  private static String series(Row row) {
    return row.text(METHOD) + "-ipc" + row.text(SIZE);
  }

  /** What distribution matching needs for the best accuracy of each rival, at each size. */
  private static String ratios(String dataSet, List<Row> rows) {
    MarkdownTable table =
        new MarkdownTable(
            1,
            List.of(
                "rival",
                "its best",
                "its seconds",
                "seconds of dm to as much",
                "ratio",
                "published ratio"));
    for (Row best : bests(rows)) {
      TimeCurve dm =
          TimeCurve.of(
              rows.stream()
                  .filter(row -> row.text(METHOD).equals(Method.DM.word()))
                  .filter(row -> row.text(SIZE).equals(best.text(SIZE)))
                  .toList());
      double accuracy = best.number(LabelledSet.ACCURACY);
      double its = TimeCurve.of(of(best, rows)).secondsTo(accuracy);
      double seconds = dm.secondsTo(accuracy);
      table.add(
          series(best),
          Figures.percent(accuracy),
          Figures.seconds(its),
          dm.isEmpty()
              ? "–"
              : Double.isNaN(seconds)
                  ? "not reached in " + Figures.seconds(dm.longest())
                  : Figures.seconds(seconds),
          Figures.number("%.1f", its / seconds),
          Published.find(NAME, dataSet, best.text(METHOD), best.whole(SIZE), "ratio")
              .map(one -> Figures.number("%.0f", one.value()) + " " + one.certainty().letter())
              .orElse("–"));
    }
    return "Seconds that distribution matching takes to the best accuracy of each rival, linear between"
        + " points; what its first point has is counted as that point's seconds.\n\n"
        + table.text();
  }

  /** The best row of each rival at each size, the earliest of equals. */
  private static List<Row> bests(List<Row> rows) {
    List<Row> bests = new ArrayList<>();
    for (String series : rows.stream().map(TrainingTime::series).distinct().toList()) {
      List<Row> its = rows.stream().filter(row -> series(row).equals(series)).toList();
      if (!its.get(0).text(METHOD).equals(Method.DM.word())) {
        bests.add(
            its.stream()
                .reduce(
                    (a, b) ->
                        b.number(LabelledSet.ACCURACY) > a.number(LabelledSet.ACCURACY) ? b : a)
                .orElseThrow());
      }
    }
    return bests;
  }

  private static List<Row> of(Row best, List<Row> rows) {
    return rows.stream().filter(row -> series(row).equals(series(best))).toList();
  }
}
