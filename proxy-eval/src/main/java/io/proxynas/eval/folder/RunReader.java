package io.proxynas.eval.folder;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.internal.stack.Ladders;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.CalibratedOrder;
import io.proxynas.nas.ranking.RankingCsv;
import io.proxynas.nas.search.Strategy;
import io.proxynas.train.file.OwnFiles;
import io.proxynas.train.file.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a run, finished or not, has left in its folder. Changes nothing there. */
public final class RunReader {

  /** A page of more is slow to open. */
  private static final long MOST_PICTURE_BYTES = 8 << 20;

  /** What a reader of a search whose strategy looks at latencies should know. */
  public static final String LATENCY_DECIDES =
      "the search looks at latencies, which are measured: the same command finds others, and only"
          + " --resume repeats what is in the journal";

  private final RunFolder folder;
  private final List<String> notes = new ArrayList<>();

  private RunReader(RunFolder folder) {
    this.folder = folder;
  }

  /**
   * Reads a run.
   *
   * @param root its folder
   * @throws NoSearchException if the folder is not that of a search
   * @throws IllegalArgumentException if an earlier version ranked its candidates by several scores
   * @throws IOException with one sentence for the user if one of its files is damaged
   */
  public static RunRecord read(Path root) throws IOException {
    return new RunReader(new RunFolder(root)).read();
  }

  private RunRecord read() throws IOException {
    requireRun();
    requireWithin(
        folder.command(), folder.report(), folder.ranking(), folder.networks(), folder.sheet());
    Map<String, Object> configuration = Journal.configuration(folder.root());
    requireSearch(configuration);
    if (Strategy.NSGA2.word().equals(configuration.get("strategy"))
        && configuration.containsKey("latency")) {
      notes.add(LATENCY_DECIDES);
    }
    Optional<Report> report =
        Files.exists(folder.report())
            ? Optional.of(ReportJson.read(folder.report()))
            : Optional.empty();
    Reported reported = Reported.of(report, folder);
    List<Outcome> trainings = outcomes(folder.root());
    List<Outcome> history = reported.candidates(trainings);
    compare(report, history, Ladders.candidates(trainings).size());
    RunRecord run =
        new RunRecord(
            folder.name(),
            text(folder.command()),
            configuration,
            report,
            order(report),
            history,
            reported.within(history, validated(reported.truthSeeds())),
            Set.of(),
            NetworksFile.read(folder.networks()),
            picture(),
            folder.forReaders(),
            notes);
    return reported.sampled(run);
  }

  /**
   * The order of a calibrated ranking, which is finished. Where the prior alone orders, an earlier
   * version wrote its values, which are no accuracies, as if they were predicted.
   */
  private CalibratedOrder order(Optional<Report> report) throws IOException {
    if (report.isEmpty() || report.get().calibration().rounds() == 0) {
      return CalibratedOrder.NONE;
    }
    CalibratedOrder order = RankingCsv.calibrated(folder.ranking());
    return report.get().calibration().isFitted() ? order : order.withoutPredictions();
  }

  private void requireRun() {
    if (!Files.isDirectory(folder.root())) {
      throw new NoSearchException(
          "a run folder must be a folder, but " + folder.root() + " is none");
    }
    if (!Journal.exists(folder.root())) {
      throw new NoSearchException(
          "a run folder must have a %s, but %s has none"
              .formatted(Journal.FILE_NAME, folder.root()));
    }
  }

  /** A report is for others, and shall not have what a link leads to. */
  private void requireWithin(Path... files) throws IOException {
    for (Path file : files) {
      OwnFiles.requireWithin(folder.root(), file);
    }
  }

  private void requireSearch(Map<String, Object> configuration) {
    if (configuration.containsKey("study")) {
      throw new NoSearchException(
          "a run folder must be that of a search, but %s is a study's, whose figures are in %s"
              .formatted(folder.root(), folder.studyTable()));
    }
  }

  private List<Outcome> outcomes(Path where) throws IOException {
    return Journal.outcomes(where, RecordedArchitecture::new, notes::add);
  }

  /**
   * Tells what does not fit together.
   *
   * @param known candidates of the journal
   */
  private void compare(Optional<Report> report, List<Outcome> history, int known) {
    if (report.isEmpty()) {
      notes.add("this run is not finished: there is no verdict yet");
    } else if (report.get().search().distinct() != history.size()) {
      notes.add(
          "the report is of %,d candidates, the journal has %,d"
              .formatted(report.get().search().distinct(), history.size()));
    } else if (known > history.size()) {
      notes.add(
          "the report is of %,d candidates; %,d more of the journal are not among them, and not shown"
              .formatted(history.size(), known - history.size()));
    }
  }

  /**
   * Candidates on the full data: one that was trained several times has the mean scores, and the
   * time of all its trainings.
   *
   * @param seeds trainings to count of each candidate, those of the first seeds
   */
  private List<Outcome> validated(int seeds) throws IOException {
    Map<Architecture, List<Outcome>> trainings = new LinkedHashMap<>();
    for (int k = 1; k <= seeds && Journal.exists(folder.validation(k)); k++) {
      requireWithin(folder.validation(k));
      for (Outcome outcome : outcomes(folder.validation(k))) {
        trainings
            .computeIfAbsent(outcome.architecture(), a -> new ArrayList<>())
            .add(outcome.withoutCurveTime());
      }
    }
    return trainings.values().stream().map(RunReader::mean).toList();
  }

  private static Outcome mean(List<Outcome> trainings) {
    List<CandidateScores> scores = new ArrayList<>();
    for (Outcome outcome : trainings) {
      if (!(outcome instanceof Outcome.Trained trained)) {
        return outcome;
      }
      scores.add(trained.scores());
    }
    return new Outcome.Trained(
        trainings.get(0).architecture(),
        CandidateScores.mean(scores),
        Outcome.workerTime(trainings));
  }

  private Optional<byte[]> picture() throws IOException {
    if (!Files.exists(folder.sheet())) {
      return Optional.empty();
    }
    if (Files.size(folder.sheet()) > MOST_PICTURE_BYTES) {
      notes.add("the picture of the proxy set is too large for this page: see proxy.png");
      return Optional.empty();
    }
    return Optional.of(Files.readAllBytes(folder.sheet()));
  }

  private static Optional<String> text(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(TextFile.read(file).strip()) : Optional.empty();
  }
}
