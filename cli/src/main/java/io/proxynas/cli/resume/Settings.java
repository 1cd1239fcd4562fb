package io.proxynas.cli.resume;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The settings of a run, as its journals name them: in words, and the options that decide them. */
final class Settings {

  /**
   * One of them.
   *
   * @param words as in "the search space"
   * @param options that decide it, beside the preset
   */
  record Setting(String words, List<String> options) {

    private static Setting of(String words, String... options) {
      return new Setting(words, List.of(options));
    }

    /** Whether an option may be why the setting is another. */
    boolean dependsOn(String option) {
      return options.contains(option) || option.equals("--preset");
    }
  }

  /** How a proxy set of a name is made, or which of a file it is. */
  static final List<String> OF_A_SET =
      List.of(
          "--set",
          "--iterations",
          "--pixel-steps",
          "--learning-rate",
          "--init",
          "--real-batches",
          "--embedding",
          "--embedding-epochs");

  private static final String[] SET =
      Stream.concat(Stream.of("--proxy"), OF_A_SET.stream()).toArray(String[]::new);

  private static final String[] LADDER =
      Stream.concat(Stream.of("--halving", "--rungs", "--initialisations"), Stream.of(SET))
          .toArray(String[]::new);

  private static final Map<String, Setting> ALL =
      Map.ofEntries(
          Map.entry("dataset", Setting.of("the images", "--dataset")),
          Map.entry(
              "dataFingerprint",
              Setting.of("the images", "--dataset", "--size", "--split-seed", "--data-dir")),
          Map.entry("proxy", Setting.of("the proxy set", "--proxy")),
          Map.entry("condensation", Setting.of("how the proxy set is made", SET)),
          Map.entry("space", Setting.of("the search space", "--space", "--depths", "--widths")),
          Map.entry("maxParameters", Setting.of("the most parameters", "--max-params")),
          Map.entry("maxFlops", Setting.of("the most FLOPs", "--max-flops")),
          Map.entry("strategy", Setting.of("the strategy", "--strategy")),
          Map.entry("objectives", Setting.of("the objectives", "--objectives", "--strategy")),
          Map.entry("halving", Setting.of("the rungs of halving", LADDER)),
          Map.entry("latency", Setting.of("what latencies are measured on", "--objectives")),
          Map.entry("rankBy", Setting.of("what it ranks by", "--rank-by")),
          Map.entry("scores", Setting.of("the training-free scores", "--scores", "--rank-by")),
          Map.entry(
              "initialisations",
              Setting.of(
                  "the initialisations of scores", "--initialisations", "--scores", "--rank-by")),
          Map.entry("trainingSeeds", Setting.of("the trainings of a candidate", "--seeds")),
          Map.entry("statistics", Setting.of("the running statistics", "--statistics", "--proxy")),
          Map.entry("calibration", Setting.of("the rounds", "--rounds", "--rank-by")),
          Map.entry("recipe", Setting.of("the recipe of the trainings", "--epochs")),
          Map.entry(
              "proxyEpochs",
              Setting.of("the epochs on the proxy", "--proxy-epochs", "--epochs", "--space")),
          Map.entry(
              "trainings",
              Setting.of(
                  "the trainings", "--proxy", "--proxy-epochs", "--epochs", "--truth-seeds")),
          Map.entry("seed", Setting.of("the seed", "--seed")));

  private Settings() {}

  /** What a journal names so. */
  static Setting of(String name) {
    return ALL.getOrDefault(name, new Setting("the setting " + name, List.of()));
  }
}
