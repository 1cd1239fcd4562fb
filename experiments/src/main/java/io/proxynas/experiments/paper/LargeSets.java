package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * Accuracy over the number of images per class, up to 1,250, beside random sets that are augmented
 * as much (Zhao and Bilen, arXiv 2110.04181, section 4.2, learning larger synthetic sets).
 */
final class LargeSets extends PaperExperiment {

  LargeSets() {
    super(
        "large-ipc",
        "accuracy over the number of images per class, up to 1,250",
        "The figure of larger synthetic sets in Zhao and Bilen, arXiv 2110.04181");
  }

  @Override
  public Selection selection(Scale scale) {
    List<Integer> sizes =
        scale.pick(
            List.of(5, 20),
            List.of(1, 10, 50, 100, 200, 500, 1250),
            List.of(100, 200, 500, 1000, 1250));
    return new Selection(scale.dataSets(), Selection.by(Method.RANDOM, Method.DM), sizes);
  }

  /** On two cores many images get few iterations: the cost of one grows with their number. */
  private static ProxySets sets(Workbench bench, DataSet data, int size) {
    CondensationSettings settings = bench.scale().condensation();
    return bench.sets(
        data,
        bench.scale() == Scale.CPU && size >= 100
            ? settings.withIterations(Method.DM, size < 500 ? 200 : 50)
            : settings);
  }

  @Override
  List<LabelledSet> trials(Workbench bench, DataSet data) {
    return bench.selection().condensed().stream()
        .map(spec -> new SetMaking(sets(bench, data, spec.imagesPerClass()), spec))
        .map(making -> new LabelledSet(bench, making))
        .toList();
  }

  @Override
  String text(Section section) throws IOException {
    Section its = section.sorted(Comparator.comparingInt(row -> row.whole(SIZE)));
    return new MeasuredTable(List.of(METHOD, SIZE), row -> its.published(row, "")).text(its.rows())
        + its.curves(
            "images per class",
            row -> row.text(METHOD),
            row -> row.number(SIZE),
            "over images per class");
  }
}
