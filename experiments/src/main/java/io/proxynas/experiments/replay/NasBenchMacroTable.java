package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.train.check.Require;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The 6,561 networks of NAS-Bench-Macro on CIFAR-10, three full trainings each (Su et al.,
 * <i>Prioritized Architecture Sampling with Monto-Carlo Tree Search</i>, CVPR 2021), by sizes and
 * decisions; or a sample of them by the scores, too, that {@code nas-search table} measured of it,
 * in {@code nasbench-macro.csv}.
 */
enum NasBenchMacroTable implements TableSource {
  /** All networks, by sizes and decisions. */
  ALL("nasbench-macro", "NAS-Bench-Macro on CIFAR-10, its own three trainings."),
  /** Those of a sample, by scores too. */
  SCORED(
      "nasbench-macro-scores",
      "A random sample of NAS-Bench-Macro, whose training-free scores were measured by nas-search"
          + " table.");

  private static final String SCORES = "nasbench-macro.csv";
  private static final int LAYERS = 8;

  /** Of the benchmark's trainings: images an epoch, epochs, and passes of a step of training. */
  private static final double PASSES = 50_000.0 * 50 * 3;

  /** Multiply-adds per second of one core in training: 9,500 passes of 55.5 million in 25 s. */
  private static final double PACE = 2.1e10;

  /** Seconds of worker time: 24 min 34 s with condensation, 20 min 55 s without. */
  private static final double CONDENSATION = 219;

  private static final String SECONDS =
      " Seconds of a full training are not published: 50 epochs of 50,000 images at three passes and 21 thousand million"
          + " multiply-adds per second, as measured on one core (docs/results/nasbench-macro.md), in"
          + " proportion to each network's FLOPs; dm-ipc50 counts 219 s of condensation.";

  private final String word;
  private final String what;

  NasBenchMacroTable(String word, String what) {
    this.word = word;
    this.what = what;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String file() {
    return "nas-bench-macro_cifar10.json";
  }

  @Override
  public String about() {
    return what + SECONDS;
  }

  @Override
  public Optional<TruthTable> read(Optional<Path> folder) throws IOException {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    JsonTable json = JsonTable.read(TableFile.in(folder.get(), file()));
    if (this == ALL) {
      return Optional.of(sizes(json));
    }
    Optional<TableFile> scores = TableFile.find(folder, SCORES);
    return scores.isEmpty() ? Optional.empty() : Optional.of(scored(json, scores.get()));
  }

  private TruthTable sizes(JsonTable json) throws IOException {
    List<Double> nothing = Collections.nCopies(json.names().size(), 0.0);
    return table(json, new Measured(List.of(), nothing, Map.of(), List.of()));
  }

  private TruthTable scored(JsonTable json, TableFile file) throws IOException {
    MeasuredCsv csv = MeasuredCsv.parse(file.name(), file.text());
    JsonTable its = json.of(csv.networks(), file.name());
    List<Score> free =
        csv.scores().stream().filter(score -> score.kind() == ScoreKind.UNTRAINED).toList();
    return table(
        its.with(file.fingerprint()),
        new Measured(
            free,
            csv.scoreSeconds(),
            csv.aloneSeconds(),
            csv.proxies(Map.of("dm-", CONDENSATION))));
  }

  /** What is not the benchmark's own. */
  private record Measured(
      List<Score> free,
      List<Double> seconds,
      Map<String, List<Double>> aloneSeconds,
      List<ProxyTraining> proxies) {}

  private TruthTable table(JsonTable json, Measured measured) throws IOException {
    Decided decided = decided(json);
    List<Score> sizes =
        List.of(
            new Score("parameters", ScoreKind.SIZE, json.numbers("params")),
            new Score("flops", ScoreKind.SIZE, json.numbers("flops")));
    return new TruthTable(
        word,
        json.names(),
        decided.codes(),
        Scores.together(Scores.together(sizes, measured.free()), decided.scores()),
        measured.seconds(),
        measured.aloneSeconds(),
        measured.proxies(),
        trainings(json),
        true,
        json.fingerprint());
  }

  private static List<FullTraining> trainings(JsonTable json) throws IOException {
    List<Double> seconds =
        json.numbers("flops").stream().map(flops -> PASSES * flops / PACE).toList();
    List<FullTraining> trainings = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      int place = seed;
      List<Double> accuracies =
          json.numbers("test_acc", accuracy -> accuracy.path(place).asDouble(Double.NaN) / 100);
      trainings.add(new FullTraining(accuracies, accuracies, seconds, List.of()));
    }
    return trainings;
  }

  private static Decided decided(JsonTable json) throws IOException {
    for (String name : json.names()) {
      Require.inFile(
          name.matches("[0-2]{" + LAYERS + "}"),
          "a network of %s must be %d digits of 0, 1 and 2, but one is \"%s\"",
          json.file(),
          LAYERS,
          name);
    }
    return new Decided(
        IntStream.rangeClosed(1, LAYERS).mapToObj(layer -> "layer " + layer).toList(),
        IntStream.range(0, LAYERS)
            .mapToObj(
                layer ->
                    json.names().stream().map(name -> name.substring(layer, layer + 1)).toList())
            .toList());
  }
}
