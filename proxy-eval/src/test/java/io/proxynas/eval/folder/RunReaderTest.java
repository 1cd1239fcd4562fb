package io.proxynas.eval.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunRecords;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.RankingCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReaderTest {

  @TempDir Path folder;

  private void journal(Path where, List<? extends Outcome> outcomes) throws IOException {
    try (Journal journal = Journal.create(where, Map.of("proxy", "dm-ipc50", "seed", 1))) {
      for (Outcome outcome : outcomes) {
        journal.append(outcome);
      }
    }
  }

  private static List<String> ids(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::architecture).map(Architecture::id).toList();
  }

  @Test
  void finishedRun_isReadWhole() throws Exception {
    RunRecord made = RunRecords.finished();
    journal(folder, made.history());
    journal(folder.resolve("validation"), made.validated());
    ReportJson.write(made.report().orElseThrow(), folder.resolve("report.json"));
    Files.write(folder.resolve("proxy.png"), made.picture().orElseThrow());
    Files.writeString(folder.resolve("command.txt"), "nas-search --seed 1\n");

    RunRecord read = RunReader.read(folder);

    assertThat(read.name()).isEqualTo(folder.getFileName().toString());
    assertThat(read.command()).contains("nas-search --seed 1");
    assertThat(read.configuration()).containsEntry("seed", 1);
    assertThat(read.report()).isEqualTo(made.report());
    assertThat(ids(read.history())).isEqualTo(ids(made.history()));
    assertThat(ids(read.validated())).isEqualTo(ids(made.validated()));
    assertThat(read.picture()).hasValueSatisfying(png -> assertThat(png).startsWith(0x89, 'P'));
    assertThat(read.sampled()).hasSize(made.report().orElseThrow().validation().sample());
    assertThat(read.files()).containsExactly("report.json", "proxy.png");
  }

  @Test
  void severalTrainingsOnTheFullData_countByTheirMean() throws Exception {
    Outcome.Trained first = (Outcome.Trained) RunRecords.unfinished().history().get(0);
    CandidateScores better = new CandidateScores(0.7, 1, 1, 10, 10);
    CandidateScores worse = new CandidateScores(0.5, 1, 1, 10, 10);
    journal(folder, RunRecords.unfinished().history());
    journal(folder.resolve("validation"), List.of(scored(first, better)));
    journal(folder.resolve("validation-2"), List.of(scored(first, worse)));

    Outcome validated = RunReader.read(folder).validated().get(0);

    assertThat(((Outcome.Trained) validated).scores().validationAccuracy())
        .isCloseTo(0.6, within(1e-12));
    assertThat(validated.duration()).isEqualTo(first.duration().multipliedBy(2));
  }

  /** A finished run of 120 candidates, of which a sample and the first were validated. */
  private static RunRecord sampled() throws Exception {
    RunRecord made = RunRecords.finished();
    Report report = made.report().orElseThrow();
    StratifiedSample sample =
        StratifiedSample.ofRun(
            made.ranking(), report.validation().sample(), Set.of(), new Seed(report.seed()));
    return made.with(
        run ->
            run.history(List.copyOf(made.ranking().trained()))
                .validated(List.copyOf(sample.all()))
                .sampled(Set.copyOf(ids(List.copyOf(sample.random())))));
  }

  private void report(RunRecord made) throws IOException {
    ReportJson.write(made.report().orElseThrow(), folder.resolve("report.json"));
    RankingCsv.write(made.ranking(), ParetoFront.NONE, folder.resolve("ranking.csv"));
  }

  private static List<Outcome> with(Outcome first, List<Outcome> others) {
    List<Outcome> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  @Test
  void runThatWentOnWithFewerCandidates_hasThoseOfItsReport() throws Exception {
    RunRecord made = sampled();
    Outcome more = RunRecords.trained("better than all", 0.999, 1);
    journal(folder, with(more, made.history()));
    journal(folder.resolve("validation"), with(more, made.validated()));
    report(made);

    RunRecord read = RunReader.read(folder);

    assertThat(ids(read.history())).isEqualTo(ids(made.history()));
    assertThat(ids(read.validated())).isEqualTo(ids(made.validated()));
    assertThat(read.sampled()).isEqualTo(made.sampled());
    assertThat(read.notes())
        .containsExactly(
            "the report is of 120 candidates; 1 more of the journal are not among them, and not shown");
  }

  @Test
  void runThatWentOnWithASmallerSample_hasThatOfItsReport() throws Exception {
    RunRecord made = sampled();
    Outcome other =
        made.history().stream()
            .filter(o -> !ids(made.validated()).contains(o.architecture().id()))
            .findFirst()
            .orElseThrow();
    journal(folder, made.history());
    journal(folder.resolve("validation"), with(other, made.validated()));
    report(made);

    assertThat(ids(RunReader.read(folder).validated())).isEqualTo(ids(made.validated()));
  }

  @Test
  void runThatWentOnWithFewerTruthSeeds_countsTheirTrainings() throws Exception {
    RunRecord made = sampled();
    Outcome.Trained one = (Outcome.Trained) made.validated().get(0);
    assertThat(made.report().orElseThrow().validation().truthSeeds()).isEqualTo(2);
    journal(folder, made.history());
    journal(folder.resolve("validation"), made.validated());
    journal(folder.resolve("validation-2"), made.validated());
    journal(
        folder.resolve("validation-3"), List.of(scored(one, new CandidateScores(0, 1, 1, 1, 1))));
    report(made);

    Outcome.Trained read = (Outcome.Trained) RunReader.read(folder).validated().get(0);

    assertThat(read.scores().validationAccuracy()).isEqualTo(one.scores().validationAccuracy());
    assertThat(read.duration()).isEqualTo(one.duration().multipliedBy(2));
  }

  @Test
  void candidateThatIsOnALowerRungOfTheReport_hasThatRungsScores() throws Exception {
    RunRecord made = sampled();
    Outcome.Trained low = (Outcome.Trained) made.history().get(0);
    List<Outcome> trainings = with(onRung(low, 0, low.scores()), made.history());
    trainings.remove(1);
    trainings.add(onRung(low, 1, new CandidateScores(0.999, 1, 1, 10, 10)));
    journal(folder, trainings);
    report(made);

    Outcome.Trained read = (Outcome.Trained) RunReader.read(folder).history().get(0);

    assertThat(read.architecture().id()).isEqualTo(low.architecture().id());
    assertThat(read.rung()).isEqualTo(0);
    assertThat(read.scores().validationAccuracy()).isEqualTo(low.scores().validationAccuracy());
  }

  private static Outcome onRung(Outcome.Trained candidate, int rung, CandidateScores scores) {
    return new Outcome.Trained(
        new RungTraining(candidate.architecture(), rung), scores, candidate.duration(), rung);
  }

  private static Outcome scored(Outcome.Trained candidate, CandidateScores scores) {
    return new Outcome.Trained(candidate.architecture(), scores, candidate.duration());
  }

  @Test
  void unfinishedRun_isReadAsFarAsItIs() throws Exception {
    journal(folder, RunRecords.unfinished().history());

    RunRecord read = RunReader.read(folder);

    assertThat(ids(read.history())).containsExactly("small", "huge", "large");
    assertThat(read.report()).isEmpty();
    assertThat(read.validated()).isEmpty();
    assertThat(read.command()).isEmpty();
    assertThat(read.notes()).containsExactly("this run is not finished: there is no verdict yet");
  }

  @Test
  void tornLine_isDroppedWithANote() throws Exception {
    journal(folder, RunRecords.unfinished().history());
    Path file = folder.resolve("journal.jsonl");
    Files.writeString(file, "{\"archi", StandardOpenOption.APPEND);

    assertThat(RunReader.read(folder).notes())
        .contains("the end of " + file + ", from line 5 on, was torn and is dropped");
  }

  @Test
  void reportOfOtherCandidates_isNoted() throws Exception {
    RunRecord made = RunRecords.finished();
    journal(folder, made.history().subList(0, 100));
    ReportJson.write(made.report().orElseThrow(), folder.resolve("report.json"));

    assertThat(RunReader.read(folder).notes())
        .containsExactly("the report is of 120 candidates, the journal has 100");
  }

  @Test
  void hugePicture_isLeftOutWithANote() throws Exception {
    journal(folder, RunRecords.unfinished().history());
    Files.write(folder.resolve("proxy.png"), new byte[(8 << 20) + 1]);

    RunRecord read = RunReader.read(folder);

    assertThat(read.picture()).isEmpty();
    assertThat(read.notes())
        .contains("the picture of the proxy set is too large for this page: see proxy.png");
  }

  /** The page of somebody else's run would give away what its links lead to. */
  @Test
  void linkOutOfTheFolder_isRefused(@TempDir Path elsewhere) throws Exception {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "secret");
    for (String name : new String[] {"proxy.png", "command.txt", "report.json"}) {
      Path run = Files.createDirectory(folder.resolve("run-with-" + name));
      journal(run, RunRecords.unfinished().history());
      Files.createSymbolicLink(run.resolve(name), secret);

      assertThatThrownBy(() -> RunReader.read(run))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "what is read from %s must lie in it, but %s is a link to %s"
                  .formatted(run, name, secret.toRealPath()));
    }
  }

  @Test
  void linkedJournal_isRefused(@TempDir Path elsewhere) throws Exception {
    journal(elsewhere, RunRecords.unfinished().history());
    Files.createSymbolicLink(folder.resolve("journal.jsonl"), elsewhere.resolve("journal.jsonl"));

    assertThatThrownBy(() -> RunReader.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("but journal.jsonl is a link to ");
  }

  @Test
  void noFolder_isRefused() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> RunReader.read(missing))
        .isInstanceOf(NoSearchException.class)
        .hasMessage("a run folder must be a folder, but " + missing + " is none");
  }

  @Test
  void noRun_isRefused() {
    assertThatThrownBy(() -> RunReader.read(folder))
        .isInstanceOf(NoSearchException.class)
        .hasMessage("a run folder must have a journal.jsonl, but " + folder + " has none");
  }

  @Test
  void study_isRefused() throws Exception {
    Journal.create(folder, Map.of("study", true)).close();

    assertThatThrownBy(() -> RunReader.read(folder))
        .isInstanceOf(NoSearchException.class)
        .hasMessage(
            "a run folder must be that of a search, but %s is a study's, whose figures are in %s",
            folder, folder.resolve("study.csv"));
  }

  @Test
  void runRankedByWhatIsNoMore_isRefused() throws Exception {
    Journal.create(folder, Map.of("rankBy", "combined:accuracy,flops")).close();

    assertThatThrownBy(() -> RunReader.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the score that ranks %s must be one of accuracy, ", folder.getFileName())
        .hasMessageEndingWith("gradient-norm, but was \"combined:accuracy,flops\"");
  }

  @Test
  void damagedJournal_isRefusedWithItsLine() throws Exception {
    journal(folder, RunRecords.unfinished().history());
    Path file = folder.resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.writeString(file, lines.get(0) + "\nnonsense\n" + lines.get(2) + "\n");

    assertThatThrownBy(() -> RunReader.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage("line 2 of " + file + " is damaged: it is not a whole JSON object");
  }

  @Test
  void validatedCandidateOutsideOfTheSearch_isRefused() throws Exception {
    journal(folder, RunRecords.unfinished().history());
    journal(folder.resolve("validation"), List.of(RunRecords.trained("other", 0.5, 1)));

    assertThatThrownBy(() -> RunReader.read(folder))
        .hasMessageContaining("a validated candidate must be one of the search, but other is not");
  }
}
