package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.Condensers;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Protocol;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetTrial;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.AccuracyBars;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.train.augment.Augmentation;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Each kind of Siamese augmentation alone, all together, and none, in condensation and in the
 * training on the set alike (Zhao and Bilen, ICML 2021, arXiv 2102.08259, table of augmentations).
 */
final class Augmentations implements Experiment {

  private static final String NAME = "augmentation";
  private static final String KIND = "augmentation";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "each Siamese augmentation alone, together and none";
  }

  @Override
  public String source() {
    return "The table of augmentation strategies of Zhao and Bilen, arXiv 2102.08259, by distribution matching";
  }

  @Override
  public Choice choice(Scale scale) {
    return new Choice(
        scale.dataSets(),
        Choice.by(Method.RANDOM, Method.DM),
        List.of(scale == Scale.SMOKE ? 1 : 10));
  }

  /**
   * What is applied.
   *
   * @param word of the row
   * @param kinds of the draws
   */
  private record Strategy(String word, SiameseAugmentation kinds) {}

  /** None, each kind that keeps the classes of the data, all of them. */
  private static List<Strategy> strategies(DataSet data) {
    SiameseAugmentation all = Condensers.augmentation(data);
    List<Strategy> strategies = new ArrayList<>();
    strategies.add(new Strategy("none", SiameseAugmentation.NONE));
    for (Augmentation kind : all.kinds()) {
      String word = kind.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      strategies.add(new Strategy(word, SiameseAugmentation.of(kind)));
    }
    strategies.add(new Strategy("all", all));
    return strategies;
  }

  @Override
  public List<String> columns() {
    return LabelledSet.columns(KIND);
  }

  @Override
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      for (ProxySpec spec : bench.choice().condensed()) {
        for (Strategy strategy : strategies(data)) {
          trials.add(trial(bench, data, spec, strategy));
        }
      }
    }
    return trials;
  }

  private static Trial trial(Workbench bench, DataSet data, ProxySpec spec, Strategy strategy) {
    ProxySets sets =
        bench.sets(data, bench.scale().condensation().withAugmentation(strategy.kinds()));
    Protocol protocol = bench.scale().protocol().withAugmentation(strategy.kinds());
    return new LabelledSet(
        bench, new SetTrial(sets, spec, protocol), Map.of(KIND, strategy.word()));
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return DataSetSections.text(rows, (dataSet, its) -> section(dataSet, its, pictures))
        + MeasuredTable.LEGEND;
  }

  private static String section(String dataSet, List<Row> rows, Pictures pictures)
      throws IOException {
    return MeasuredTable.of(List.of(METHOD, SIZE, KIND)).text(rows)
        + pictures.show(
            AccuracyBars.chart("augmentation", rows.stream().map(Augmentations::bar).toList()),
            Pictures.file(NAME, dataSet),
            "Accuracy by augmentation on " + dataSet);
  }

  private static AccuracyBars.Bar bar(Row row) {
    return MeasuredTable.bar(row, row.text(KIND), row.text(METHOD) + "-ipc" + row.text(SIZE));
  }
}
