package io.proxynas.cli.option;

import io.proxynas.eval.train.StatisticsFrom;
import picocli.CommandLine.Option;

/** By which running statistics networks that were trained on a proxy are scored. */
public final class StatisticsOptions {

  @Option(
      names = "--statistics",
      paramLabel = "NAME",
      defaultValue = "proxy",
      description =
          "Where networks with batch normalisation that are trained on a proxy have their running"
              + " statistics from: proxy, from that training, or real, estimated anew on up to "
              + StatisticsFrom.IMAGES
              + " real training images after it (default: ${DEFAULT-VALUE}).")
  private String statistics = "";

  public StatisticsFrom statistics() {
    return OptionValues.choice(
        "the statistics", StatisticsFrom.values(), StatisticsFrom::word, statistics);
  }
}
