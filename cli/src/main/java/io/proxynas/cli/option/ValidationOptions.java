package io.proxynas.cli.option;

import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import java.util.List;
import picocli.CommandLine.Option;

/** What the proxy's ranking is compared with. */
public final class ValidationOptions {

  private static final String ALL = "all";
  private static final String NONE = "none";

  @Option(
      names = "--truth-seeds",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Trainings of each validated candidate on the real images, whose mean counts; from 2"
              + " on the report has the noise ceiling (default: ${DEFAULT-VALUE}).")
  private int truthSeeds;

  @Option(
      names = "--rivals",
      paramLabel = "NAMES",
      defaultValue = ALL,
      description =
          "Scores to compare with the proxy's on the same candidates: random, early-stopping,"
              + " naswot, synflow, jacobian-covariance, decision, or all or none; parameters"
              + " and FLOPs always are (default: ${DEFAULT-VALUE}).")
  private String rivals = "";

  /** The validation of so many candidates. */
  public ValidationPlan plan(int candidates) {
    return new ValidationPlan(candidates, truthSeeds, kinds());
  }

  private List<RivalKind> kinds() {
    return switch (rivals.strip()) {
      case ALL -> List.of(RivalKind.values());
      case NONE -> List.of();
      default ->
          OptionValues.choices("a rival", RivalKind.values(), RivalKind::word, rivals).stream()
              .distinct()
              .toList();
    };
  }
}
