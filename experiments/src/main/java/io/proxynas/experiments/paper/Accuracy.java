package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Choice.Contestant;
import io.proxynas.experiments.run.Choice.Whole;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetTrial;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.AccuracyBars;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.Published;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The accuracy of networks trained on each method's sets, over data sets and sizes (Zhao and Bilen,
 * arXiv 2110.04181, tables 1 and 2).
 */
final class Accuracy implements Experiment {

  private static final String NAME = "accuracy";

  private static final List<Contestant> ALL =
      Stream.concat(
              Choice.by(
                  Method.RANDOM,
                  Method.HERDING,
                  Method.KCENTER,
                  Method.FORGETTING,
                  Method.DC,
                  Method.DSA,
                  Method.DM,
                  Method.DMF,
                  Method.NCFM,
                  Method.IDM)
                  .stream(),
              Stream.of(new Whole()))
          .toList();

  private static final List<String> ORDER = ALL.stream().map(Contestant::word).toList();

  /** By size, the whole data last; within a size as in the paper's table. */
  private static final Comparator<Row> TABLE_ORDER =
      Comparator.<Row>comparingInt(row -> row.whole(SIZE) == 0 ? 1 : 0)
          .thenComparingInt(row -> row.whole(SIZE))
          .thenComparingInt(row -> ORDER.indexOf(row.text(METHOD)));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "test accuracy of networks trained on each method's sets";
  }

  @Override
  public String source() {
    return "Tables 1 and 2 of Zhao and Bilen, arXiv 2110.04181";
  }

  @Override
  public Choice choice(Scale scale) {
    List<Integer> sizes = scale == Scale.SMOKE ? List.of(1) : List.of(1, 10, 50);
    return new Choice(scale.dataSets(), ALL, sizes);
  }

  @Override
  public List<String> columns() {
    return LabelledSet.columns();
  }

  @Override
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      for (ProxySpec spec : bench.choice().sets()) {
        trials.add(
            new LabelledSet(bench, new SetTrial(bench.sets(data), spec, bench.scale().protocol())));
      }
    }
    return trials;
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return DataSetSections.text(rows, (dataSet, its) -> section(dataSet, its, pictures))
        + MeasuredTable.LEGEND;
  }

  private static String section(String dataSet, List<Row> rows, Pictures pictures)
      throws IOException {
    List<Row> its = rows.stream().sorted(TABLE_ORDER).toList();
    return new MeasuredTable(
                List.of(METHOD, SIZE),
                row -> Published.find(NAME, dataSet, row.text(METHOD), row.whole(SIZE), ""))
            .text(its)
        + pictures.show(
            AccuracyBars.chart("images per class", its.stream().map(Accuracy::bar).toList()),
            Pictures.file(NAME, dataSet),
            "Accuracy by method and images per class on " + dataSet);
  }

  private static AccuracyBars.Bar bar(Row row) {
    return MeasuredTable.bar(row, MeasuredTable.size(row), row.text(METHOD));
  }
}
