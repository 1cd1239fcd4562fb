package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 500 networks of the DARTS space on CIFAR-10 with eleven scores each, and the validation accuracy
 * of the surrogate benchmark NAS-Bench-301 (NASLib's {@code zc_nasbench301.json}, Apache-2.0;
 * Krishnakumar et al., <i>NAS-Bench-Suite-Zero</i>, NeurIPS 2022).
 */
public record DartsTable() implements TableSource {

  private static final List<String> SIZES = List.of("params", "flops");
  private static final List<String> UNTRAINED =
      List.of(
          "snip",
          "jacov",
          "grad_norm",
          "plain",
          "epe_nas",
          "fisher",
          "grasp",
          "l2_norm",
          "synflow");

  private static final String ABOUT =
      "500 networks of the DARTS space on CIFAR-10 with the scores of NASLib and the accuracy that"
          + " NAS-Bench-301 predicts for each, one a network, so that what a search sees is what judges"
          + " it. It has no seconds: a full training counts 1, and scores count nothing.";

  @Override
  public String word() {
    return "darts";
  }

  @Override
  public String file() {
    return "zc_nasbench301.json";
  }

  @Override
  public String about() {
    return ABOUT;
  }

  @Override
  public Optional<TruthTable> read(Optional<Path> folder) throws IOException {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    JsonTable json = JsonTable.read(TableFile.in(folder.get(), file()), "nasbench301", "cifar10");
    List<Double> accuracies =
        json.numbers("val_accuracy").stream().map(percent -> percent / 100).toList();
    int count = json.names().size();
    return Optional.of(
        new TruthTable(
            word(),
            json.names(),
            List.of(),
            scores(json),
            Collections.nCopies(count, 0.0),
            Map.of(),
            List.of(),
            List.of(
                new FullTraining(
                    accuracies, accuracies, Collections.nCopies(count, 1.0), List.of())),
            false,
            json.fingerprint()));
  }

  private static List<Score> scores(JsonTable json) throws IOException {
    List<Score> scores = new ArrayList<>();
    for (String name : SIZES) {
      scores.add(new Score(name, ScoreKind.SIZE, json.numbers(name)));
    }
    for (String name : UNTRAINED) {
      scores.add(new Score(name, ScoreKind.UNTRAINED, json.numbers(name)));
    }
    return Scores.together(scores, List.of());
  }
}
