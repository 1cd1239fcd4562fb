package io.proxynas.experiments.paper;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.report.StudyReport;
import io.proxynas.eval.study.StudyPlan;
import io.proxynas.eval.study.StudyRun;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.StudyEffort;
import io.proxynas.experiments.run.StudyProgress;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.ValidationSplit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A study of one data set: the same random candidates ranked by every set and its rivals, against
 * two trainings of each on the full data. Its folder has journals of its own, so that a study that
 * was interrupted goes on, and one with another set trains on that alone.
 *
 * @param bench for its stores and its folder
 * @param data the real images
 */
record StudyTrial(Workbench bench, DataSet data) implements Trial {

  /** The first chooses the top 5 %, the second is the truth there. */
  private static final int TRUTH_SEEDS = 2;

  /** Networks that rivals choose beside those of the sets, about. */
  private static final int CHOICES_OF_RIVALS = 4;

  /** 720 networks an eighth as wide as the paper's, since each is trained in full three times. */
  private static final ConvNetSpace EIGHTH =
      new ConvNetSpace(List.of(1, 2, 3, 4), List.of(4, 8, 16, 32));

  private static ConvNetSpace space(Scale scale) {
    return scale == Scale.CPU ? EIGHTH : preset(scale).space();
  }

  /** How networks are trained. */
  private static Preset preset(Scale scale) {
    return scale.pick(Preset.SMOKE, Preset.DEFAULT, Preset.PAPER);
  }

  /** Candidates drawn from the space. */
  private static int sample(Scale scale) {
    return scale.pick(8, 200, 720);
  }

  private List<ProxySpec> specs() {
    return bench.selection().sets();
  }

  /** Names the sets too: with another one it is another trial, most of which is in the journals. */
  @Override
  public String key() {
    return specs().stream()
        .map(ProxySpec::name)
        .collect(Collectors.joining("+", data.name() + "/", ""));
  }

  @Override
  public Map<String, String> settings() {
    Preset preset = preset(bench.scale());
    Map<String, String> settings = new LinkedHashMap<>();
    makings().forEach(making -> settings.putAll(making.settings()));
    settings.put(
        "study",
        "%d of %s, %s, %d truth seeds"
            .formatted(sample(bench.scale()), space(bench.scale()), preset.recipe(), TRUTH_SEEDS));
    return settings;
  }

  private List<SetMaking> makings() {
    return specs().stream().map(spec -> new SetMaking(bench.sets(data), spec)).toList();
  }

  /** In the order in which {@link StudyProgress} tells them. */
  @Override
  public List<Effort> efforts() {
    List<Effort> efforts = new ArrayList<>();
    makings().forEach(making -> efforts.add(making.effort()));
    List<Integer> sizes = makings().stream().map(SetMaking::trainingImages).toList();
    var split = ValidationSplit.of(data, bench.seed());
    int all = split.train().size();
    List<Integer> truths = Collections.nCopies(TRUTH_SEEDS, all);
    StudyEffort effort =
        new StudyEffort(
            split, preset(bench.scale()).recipe(), study(RunObserver.NONE).candidates());
    efforts.add(effort.training(sizes));
    efforts.add(effort.training(truths));
    efforts.add(effort.training(sizes.stream().distinct().filter(size -> size < all).toList()));
    int choices = Math.min(effort.candidates().size(), specs().size() + CHOICES_OF_RIVALS);
    efforts.add(effort.training(truths, choices));
    return efforts;
  }

  private StudyRun study(RunObserver observer) {
    Preset preset = preset(bench.scale());
    StudyPlan plan =
        new StudyPlan(
            specs(),
            bench.scale().condensation(),
            space(bench.scale()),
            SizeLimits.NONE,
            Recipes.alike(preset.recipe()),
            new ValidationPlan(sample(bench.scale()), TRUTH_SEEDS, List.of(RivalKind.values())),
            StatisticsFrom.AUTO,
            bench.seed());
    Execution execution =
        new Execution(
            bench.workers(),
            Optional.empty(),
            bench.folder().resolve(StudyRows.folder(data.name())),
            true,
            "",
            Optional.empty());
    return new StudyRun(data, plan, execution, observer);
  }

  @Override
  public List<Row> run(Steps steps) throws InterruptedException {
    try {
      StudyReport report =
          study(new StudyProgress(steps, specs().size(), bench.warnings()))
              .run(bench.stores().proxies(), bench.stores().trainings());
      return new StudyRows(key(), report).rows(preset(bench.scale()).recipe().epochs());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
