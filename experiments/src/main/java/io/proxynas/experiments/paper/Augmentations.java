package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.Condensers;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.train.augment.Augmentation;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Each kind of Siamese augmentation alone, all together, and none, in condensation and in the
 * training on the set alike (Zhao and Bilen, ICML 2021, arXiv 2102.08259, table of augmentations).
 */
final class Augmentations extends PaperExperiment {

  private static final String KIND = "augmentation";

  Augmentations() {
    super(
        "augmentation",
        "each Siamese augmentation alone, together and none",
        "The table of augmentation strategies of Zhao and Bilen, arXiv 2102.08259, by distribution matching");
  }

  @Override
  public Selection selection(Scale scale) {
    return new Selection(
        scale.dataSets(),
        Selection.by(Method.RANDOM, Method.DM),
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
      strategies.add(new Strategy(kind.word(), SiameseAugmentation.of(kind)));
    }
    strategies.add(new Strategy("all", all));
    return strategies;
  }

  @Override
  public List<String> columns() {
    return LabelledSet.columns(KIND);
  }

  @Override
  List<LabelledSet> trials(Workbench bench, DataSet data) {
    return bench.selection().condensed().stream()
        .flatMap(spec -> strategies(data).stream().map(kinds -> trial(bench, data, spec, kinds)))
        .toList();
  }

  private static LabelledSet trial(
      Workbench bench, DataSet data, ProxySpec spec, Strategy strategy) {
    ProxySets sets =
        bench.sets(data, bench.scale().condensation().withAugmentation(strategy.kinds()));
    return new LabelledSet(
        bench,
        new SetMaking(sets, spec),
        bench.scale().protocol().withAugmentation(strategy.kinds()),
        Map.of(KIND, strategy.word()));
  }

  @Override
  String text(Section section) throws IOException {
    return MeasuredTable.of(List.of(METHOD, SIZE, KIND)).text(section.rows())
        + section.bars(
            "augmentation", row -> row.text(KIND), MeasuredTable::set, "by augmentation");
  }
}
