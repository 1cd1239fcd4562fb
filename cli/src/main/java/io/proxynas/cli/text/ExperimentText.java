package io.proxynas.cli.text;

import io.proxynas.experiments.paper.Experiments;
import io.proxynas.experiments.run.Estimate;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.Scale;
import java.nio.file.Path;

/** What the command says about experiments. */
public final class ExperimentText {

  private ExperimentText() {}

  /** All of them, with what each preset takes. */
  public static String list() {
    StringBuilder text = new StringBuilder();
    for (Experiment experiment : Experiments.all()) {
      text.append(Format.text("%-20s %s%n", experiment.name(), experiment.title()));
      text.append(Format.text("  %-18s %s%n", "reproduces", experiment.source()));
      for (Scale scale : Scale.values()) {
        text.append(Format.text("  %-18s %s%n", scale.word(), experiment.selection(scale).words()));
      }
      text.append(Format.text("%n"));
    }
    text.append(Format.text("Presets%n"));
    for (Scale scale : Scale.values()) {
      text.append(Format.text("  %-18s %s%n", scale.word(), scale.description()));
    }
    return text.toString();
  }

  /** What is to come. */
  public static String estimate(Experiment experiment, Estimate estimate) {
    if (estimate.left() == 0) {
      return Format.text(
          "%s: nothing to run, %,d trials are done", experiment.name(), estimate.done());
    }
    return Format.text(
        "%s: %,d trials to run, %,d done; about %s, and %s of memory for networks",
        experiment.name(),
        estimate.left(),
        estimate.done(),
        Format.time(estimate.duration()),
        estimate.memory());
  }

  /** Where the results are. */
  public static String files(Path folder) {
    return Format.text("%nFiles in %s%n", folder);
  }

  /** What is there after an interruption. */
  public static String interrupted(Estimate left, Path folder) {
    return Format.text(
        "Interrupted. %,d of %,d trials are kept in %s; the same command goes on.%n",
        left.done(), left.done() + left.left(), folder);
  }
}
