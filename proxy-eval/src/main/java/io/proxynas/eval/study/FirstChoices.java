package io.proxynas.eval.study;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.progress.TrainingProgress;
import io.proxynas.eval.report.StudyReport;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.train.SharedTrainings;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.ValidationFigures;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.candidate.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures on the test images what the proxies of a study and their rivals rank first. The networks
 * are those of the truth seeds, trained again: a training that ranks never sees the test images.
 *
 * @param regimes of the study
 * @param trainings of the study
 * @param folder of the study
 * @param observer hears of the trainings
 */
record FirstChoices(
    Regimes regimes, SharedTrainings trainings, RunFolder folder, RunObserver observer) {

  /**
   * The choices, each once.
   *
   * @param results of each proxy, on the same candidates
   * @param truthSeeds trainings of each choice
   */
  List<StudyReport.FirstChoice> measured(List<ValidationResult> results, int truthSeeds)
      throws InterruptedException {
    Map<String, PairedScore> chosen = chosen(results);
    List<Architecture> architectures =
        chosen.values().stream().map(PairedScore::architecture).toList();
    observer.begins(Phase.BEST);
    TrainingProgress progress = new TrainingProgress(observer, architectures.size() * truthSeeds);
    Regimes onTest = regimes.onTest();
    SharedTrainings tested = trainings.withRegimes(onTest).with(Map.of("scoredOn", "test"));
    List<List<Outcome>> bySeed = new ArrayList<>();
    for (int k = 1; k <= truthSeeds; k++) {
      bySeed.add(
          progress
              .of(tested.evaluator(onTest.full(k), folder.choices(k)), outcome -> {})
              .evaluate(architectures));
    }
    List<StudyReport.FirstChoice> choices = new ArrayList<>();
    for (PairedScore pair : chosen.values()) {
      int place = choices.size();
      double testAccuracy =
          bySeed.stream().mapToDouble(outcomes -> accuracy(outcomes.get(place))).sum() / truthSeeds;
      choices.add(
          new StudyReport.FirstChoice(pair.architecture().id(), pair.fullAccuracy(), testAccuracy));
    }
    return choices;
  }

  /** By id, in the order of the proxies and their rivals. */
  private static Map<String, PairedScore> chosen(List<ValidationResult> results) {
    Map<String, PairedScore> chosen = new LinkedHashMap<>();
    for (ValidationResult result : results) {
      ValidationFigures figures = result.figures();
      Stream.concat(Stream.of(figures.choice()), figures.rivals().stream().map(Rival::choice))
          .forEach(
              id ->
                  result.randomPairs().stream()
                      .filter(pair -> pair.architecture().id().equals(id))
                      .forEach(pair -> chosen.putIfAbsent(id, pair)));
    }
    return chosen;
  }

  private static double accuracy(Outcome outcome) {
    return outcome instanceof Outcome.Trained trained
        ? trained.scores().validationAccuracy()
        : Double.NaN;
  }
}
