package io.proxynas.cli.option;

import io.proxynas.eval.train.StatisticsFrom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** By which running statistics networks that were trained on a proxy are scored. */
public final class StatisticsOptions {

  @Option(
      names = "--statistics",
      paramLabel = "NAME",
      description =
          "Where networks with batch normalisation that are trained on a proxy have their running"
              + " statistics from: proxy, from that training; real, estimated anew on up to "
              + StatisticsFrom.IMAGES
              + " real training images after it; or auto, real for sets of up to "
              + StatisticsFrom.SMALL
              + " images per class (default: auto; for evaluate proxy, as in the papers).")
  private Optional<String> statistics = Optional.empty();

  /** What is usual for candidates where nothing was said. */
  public StatisticsFrom ofCandidates() {
    return or(StatisticsFrom.AUTO);
  }

  /**
   * What was said.
   *
   * @param usual where nothing was
   */
  public StatisticsFrom or(StatisticsFrom usual) {
    return statistics
        .map(
            text ->
                OptionValues.choice(
                    "the statistics", StatisticsFrom.values(), StatisticsFrom::word, text))
        .orElse(usual);
  }
}
