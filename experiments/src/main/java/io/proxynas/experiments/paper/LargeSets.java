package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetTrial;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.AccuracyCurves;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.Published;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Accuracy over the number of images per class, up to 1,250, beside random sets that are augmented
 * as much (Zhao and Bilen, arXiv 2110.04181, section 4.2, learning larger synthetic sets).
 */
final class LargeSets implements Experiment {

  private static final String NAME = "large-ipc";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "accuracy over the number of images per class, up to 1,250";
  }

  @Override
  public String source() {
    return "The figure of larger synthetic sets in Zhao and Bilen, arXiv 2110.04181";
  }

  @Override
  public Choice choice(Scale scale) {
    List<Integer> sizes =
        switch (scale) {
          case SMOKE -> List.of(5, 20);
          case CPU -> List.of(1, 10, 50, 100, 200, 500, 1250);
          case PAPER -> List.of(100, 200, 500, 1000, 1250);
        };
    return new Choice(scale.dataSets(), Choice.by(Method.RANDOM, Method.DM), sizes);
  }

  /** On two cores many images get few iterations: the cost of one grows with their number. */
  private static CondensationSettings settings(Scale scale, int size) {
    return scale == Scale.CPU && size >= 100
        ? scale.condensation().withIterations(Method.DM, size < 500 ? 200 : 50)
        : scale.condensation();
  }

  @Override
  public List<String> columns() {
    return LabelledSet.columns();
  }

  @Override
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      for (ProxySpec.Condensed spec : bench.choice().condensed()) {
        ProxySets sets = bench.sets(data, settings(bench.scale(), spec.imagesPerClass()));
        trials.add(new LabelledSet(bench, new SetTrial(sets, spec, bench.scale().protocol())));
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
    List<Row> its = rows.stream().sorted(Comparator.comparingInt(row -> row.whole(SIZE))).toList();
    return new MeasuredTable(
                List.of(METHOD, SIZE),
                row -> Published.find(NAME, dataSet, row.text(METHOD), row.whole(SIZE), ""))
            .text(its)
        + pictures.show(
            AccuracyCurves.chart("images per class", its.stream().map(LargeSets::point).toList()),
            Pictures.file(NAME, dataSet),
            "Accuracy over images per class on " + dataSet);
  }

  private static AccuracyCurves.Point point(Row row) {
    return MeasuredTable.point(row, row.text(METHOD), row.number(SIZE));
  }
}
