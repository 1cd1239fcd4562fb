package io.proxynas.nas.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.EpochScores;
import io.proxynas.train.Evaluation;
import io.proxynas.train.TrainedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Map<String, Object> CONFIGURATION =
      Map.of("seed", 1L, "space", "convnet", "recipe", Map.of("epochs", 30, "rate", 0.01f));
  private static final List<Architecture> NETS = FakeTrainer.candidates(4);
  private static final List<Outcome> OUTCOMES =
      List.of(
          new Outcome.Trained(
              NETS.get(0),
              new CandidateScores(0.1 + 0.2, Math.PI, 1e-300, 123_456_789_012L, 7),
              Duration.ofNanos(1_234_567_891)),
          new Outcome.Failed(
              NETS.get(1), "width must fit, \"memory\" was\nfull: größer", Duration.ZERO),
          new Outcome.Trained(
              NETS.get(2),
              new CandidateScores(
                  1,
                  0,
                  0,
                  1.0 / 3,
                  0,
                  0,
                  new TrainedBy.Dl4j("the engine knows ReLU, but it is X"),
                  Map.of(FreeScore.NASWOT, Double.NEGATIVE_INFINITY, FreeScore.SYNFLOW, 0.1 + 0.2),
                  new CandidateScores.SeedSpread(2, 0.1),
                  Duration.ofNanos(412_345)),
              Duration.ofDays(3)),
          new Outcome.Trained(
              NETS.get(3),
              CandidateScores.untrained(
                      FreeScore.NASWOT, Double.NEGATIVE_INFINITY, new NetworkSize(12, 34))
                  .withLatency(Duration.ofSeconds(2)),
              Duration.ofMillis(20)));

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Path file() {
    return folder.resolve("journal.jsonl");
  }

  private void write() throws IOException {
    try (Journal journal = Journal.create(folder, CONFIGURATION)) {
      for (Outcome outcome : OUTCOMES) {
        journal.append(outcome);
      }
    }
  }

  private void assertSecondsAreRefused(String seconds, int line, String message)
      throws IOException {
    Path file = file();
    write();
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(3, lines.get(3).replaceFirst("\"seconds\":[0-9.]+", "\"seconds\":" + seconds));
    Files.writeString(file, String.join("\n", lines) + "\n");
    assertThatThrownBy(() -> Journal.outcomes(folder, ConvNetSpace.CPU::parse, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessage("line %d of %s is damaged: %s", line, file, message);
    Files.delete(file);
  }

  @Test
  void outcomes_absurdSeconds_areRefusedWithTheirLine() throws IOException {
    assertSecondsAreRefused("1e300", 4, "seconds must be in [0, 31622400], but was 1.0E300");
    assertSecondsAreRefused("-1", 4, "seconds must be in [0, 31622400], but was -1.0");
    assertSecondsAreRefused("1e999", 4, "seconds must be in [0, 31622400], but was Infinity");
  }

  @Test
  void outcomes_onARungWithoutAccuracy_comeBack_andElsewhereItIsMissing() throws IOException {
    CandidateScores scores = new CandidateScores(0.5, 1, 0.25, 12, 34);
    Outcome scored = new Outcome.Trained(NETS.get(0), scores, Duration.ofSeconds(1));
    try (Journal journal = Journal.create(folder, CONFIGURATION)) {
      journal.append(scored);
    }
    String line = Files.readAllLines(file()).get(1);
    String without = line.replaceFirst("\"validationAccuracy\":0.5,\"validationLoss\":1.0,", "");
    assertThat(without).isNotEqualTo(line);
    String onRung = without.replaceFirst(",\"status\"", ",\"rung\":0,\"status\"");
    String header = Files.readAllLines(file()).get(0);

    Files.writeString(file(), header + "\n" + onRung + "\n");
    assertThat(Journal.outcomes(folder, ConvNetSpace.CPU::parse, warnings::add))
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.architecture()).isEqualTo(new RungTraining(NETS.get(0), 0));
              CandidateScores read = ((Outcome.Trained) outcome).scores();
              assertThat(read.hasAccuracy()).isFalse();
              assertThat(read.trainingLoss()).isEqualTo(0.25);
              Files.delete(file());
              try (Journal journal = Journal.create(folder, CONFIGURATION)) {
                journal.append(outcome);
              }
              assertThat(Files.readAllLines(file())).endsWith(onRung);
            });

    Files.writeString(file(), header + "\n" + without + "\n");
    assertThatThrownBy(() -> Journal.outcomes(folder, ConvNetSpace.CPU::parse, warnings::add))
        .hasMessage("line 2 of %s is damaged: the field validationAccuracy is missing", file());
  }

  @Test
  void outcomes_yearsOfSeconds_areRefusedBeforeTheirSumOverflows() throws IOException {
    write();
    String line =
        Files.readAllLines(file()).get(1).replaceFirst("\"seconds\":[0-9.]+", "\"seconds\":3e7");
    Files.writeString(file(), (line + "\n").repeat(400), StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Journal.outcomes(folder, ConvNetSpace.CPU::parse, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "line 16 of %s is damaged: the seconds of all lines must be at most 316224000 together,"
                + " but here are 330259201",
            file());
  }

  @Test
  void outcomes_lineOfAThousandLevels_isRefusedWithItsNumber() throws IOException {
    write();
    Files.writeString(
        file(), "[".repeat(1_000) + "]".repeat(1_000) + "\n{}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Journal.outcomes(folder, ConvNetSpace.CPU::parse, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessage("line 6 of %s is damaged: it is not a whole JSON object", file());
  }

  private Journal resume(Map<String, ?> configuration) throws IOException {
    return Journal.resume(folder, configuration, ConvNetSpace.CPU::parse, warnings::add);
  }

  private void assertResumeFails(String message) {
    assertThatThrownBy(() -> resume(CONFIGURATION).close())
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void resume_afterClose_replaysOutcomesBitForBit() throws IOException {
    write();
    try (Journal journal = resume(CONFIGURATION)) {
      assertThat(journal.replayed()).isEqualTo(OUTCOMES);
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void resume_ofATrainingThatWentOn_knowsFromWhere() throws IOException {
    CandidateScores scores = new CandidateScores(0.5, 1, 1, 4, 5).withEarlierEpochs(3);
    Outcome outcome = new Outcome.Trained(NETS.get(0), scores, Duration.ofSeconds(1));
    try (Journal journal = Journal.create(folder, CONFIGURATION)) {
      journal.append(outcome);
    }
    try (Journal journal = resume(CONFIGURATION)) {
      assertThat(journal.replayed()).containsExactly(outcome);
    }
    Files.writeString(
        file(), Files.readString(file()).replace("earlierEpochs\":3", "earlierEpochs\":-3"));
    assertResumeFails(
        "line 2 of %s is damaged: earlier epochs must be at least 0, but were -3"
            .formatted(file()));
  }

  @Test
  void resume_ofALearningCurve_replaysItBitForBit() throws IOException {
    Evaluation none = new Evaluation(Double.NaN, Double.NaN);
    CandidateScores scores =
        new CandidateScores(0.5, 1, 1.0 / 3, 4, 5)
            .withCurve(
                List.of(
                    new EpochScores(
                        0.1 + 0.2,
                        new Evaluation(0.5, Math.PI),
                        new Evaluation(0.25, 1e-300),
                        new Evaluation(0.75, 2),
                        Duration.ofNanos(123_456_789)),
                    new EpochScores(
                        1.0 / 3, new Evaluation(1, 0), new Evaluation(1, 0), none, Duration.ZERO)));
    Outcome outcome = new Outcome.Trained(NETS.get(0), scores, Duration.ofSeconds(1));
    try (Journal journal = Journal.create(folder, CONFIGURATION)) {
      journal.append(outcome);
    }
    try (Journal journal = resume(CONFIGURATION)) {
      assertThat(journal.replayed()).containsExactly(outcome);
    }
  }

  @Test
  void append_afterResume_continuesTheFile() throws IOException {
    try (Journal journal = Journal.create(folder, CONFIGURATION)) {
      journal.append(OUTCOMES.get(0));
    }
    try (Journal journal = resume(CONFIGURATION)) {
      journal.append(OUTCOMES.get(1));
    }
    assertThat(Journal.outcomes(folder, ConvNetSpace.CPU::parse, warnings::add))
        .isEqualTo(OUTCOMES.subList(0, 2));
  }

  @Test
  void append_writesOneLineWithTheDocumentedFields() throws IOException {
    write();
    assertThat(Files.readAllLines(file()))
        .hasSize(5)
        .contains(
            "{\"architecture\":\"convnet-d1-w8-sigmoid-none-none\",\"status\":\"trained\","
                + "\"validationAccuracy\":0.30000000000000004,"
                + "\"validationLoss\":3.141592653589793,\"trainingLoss\":1.0E-300,"
                + "\"learningCurveArea\":1.0E-300,\"parameters\":123456789012,\"flops\":7,\"seconds\":1.234567891}",
            "{\"architecture\":\"convnet-d1-w8-sigmoid-batch-none\",\"status\":\"scored\","
                + "\"parameters\":12,\"flops\":34,\"free\":{\"naswot\":\"-Infinity\"},"
                + "\"latencySeconds\":2.0,\"seconds\":0.02}");
  }

  @Test
  void configuration_ofAJournal_comesBack() throws IOException {
    write();
    assertThat(Journal.configuration(folder))
        .containsEntry("seed", 1)
        .containsEntry("space", "convnet")
        .containsEntry("recipe", Map.of("epochs", 30, "rate", 0.01));
  }

  @Test
  void exists_isTrueOnlyWithAJournal() throws IOException {
    assertThat(Journal.exists(folder)).isFalse();
    write();
    assertThat(Journal.exists(folder)).isTrue();
  }

  @Test
  void create_inAMissingFolder_makesIt() throws IOException {
    Path deep = folder.resolve("runs/1");
    Journal.create(deep, CONFIGURATION).close();
    assertThat(Journal.exists(deep)).isTrue();
  }

  @Test
  void create_overAJournal_isRefusedAndLeavesItWhole() throws IOException {
    write();
    assertThatThrownBy(() -> Journal.create(folder, CONFIGURATION))
        .isInstanceOf(IOException.class)
        .hasMessage("a new run needs a folder without journal, but " + file() + " exists");
    try (Journal journal = resume(CONFIGURATION)) {
      assertThat(journal.replayed()).hasSize(4);
    }
  }

  @Test
  void create_whereAFileStands_saysSo() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    assertThatThrownBy(() -> Journal.create(plain, CONFIGURATION))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write %s: file already exists (%s)", plain.resolve("journal.lock"), plain);
  }

  @Test
  void create_withValuesThatAreNoJson_isRefused() {
    assertThatThrownBy(() -> Journal.create(folder, Map.of("x", new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the run configuration must be expressible in JSON, but: ");
  }

  @Test
  void resume_withoutJournal_isRefused() {
    assertResumeFails("the run folder must have a journal, but " + folder + " has none");
  }

  @Test
  void resume_afterATornLine_dropsItWithAWarningAndWritesOn() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 1; cut < 60; cut += 7) {
      Files.write(file(), Arrays.copyOf(whole, whole.length - cut));
      warnings.clear();
      try (Journal journal = resume(CONFIGURATION)) {
        assertThat(journal.replayed()).isEqualTo(OUTCOMES.subList(0, 3));
        journal.append(OUTCOMES.get(3));
      }
      assertThat(warnings)
          .containsExactly("the end of " + file() + ", from line 5 on, was torn and is dropped");
      assertThat(file()).hasBinaryContent(whole);
    }
  }

  @Test
  void resume_afterALastLineOfGarbage_dropsIt() throws IOException {
    write();
    Files.write(file(), new byte[] {0, 0, 0, '\n'}, StandardOpenOption.APPEND);
    try (Journal journal = resume(CONFIGURATION)) {
      assertThat(journal.replayed()).isEqualTo(OUTCOMES);
    }
    assertThat(warnings).hasSize(1);
  }

  @Test
  void resume_withADamagedMiddleLine_namesIt() throws IOException {
    write();
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    lines.set(2, lines.get(2).substring(0, 30));
    Files.write(file(), lines);
    assertResumeFails("line 3 of " + file() + " is damaged: it is not a whole JSON object");
  }

  @Test
  void resume_withAnImpossibleLine_namesLineAndRule() throws IOException {
    write();
    String text = Files.readString(file());
    Files.writeString(file(), text.replace("0.30000000000000004", "3.5"));
    assertResumeFails(
        "line 2 of %s is damaged: validation accuracy must be in [0, 1], but was 3.5"
            .formatted(file()));
    Files.writeString(file(), text.replace("\"validationAccuracy\"", "\"accuracy\""));
    assertResumeFails(
        "line 2 of %s is damaged: the field validationAccuracy is missing".formatted(file()));
    Files.writeString(file(), text.replace("\"flops\":7", "\"flops\":\"many\""));
    assertResumeFails(
        "line 2 of %s is damaged: flops must be a number, but was \"many\"".formatted(file()));
    Files.writeString(file(), text.replace("\"failed\"", "\"lost\""));
    assertResumeFails(
        "line 3 of %s is damaged: status must be trained, scored or failed, but was \"lost\""
            .formatted(file()));
    Files.writeString(file(), text.replace("{\"naswot\":\"-Infinity\"}", "{}"));
    assertResumeFails(
        "line 5 of %s is damaged: a candidate that was only scored must have at least 1 score, but free was {}"
            .formatted(file()));
  }

  @Test
  void resume_withoutAHeader_namesLineOne() throws IOException {
    Files.createFile(file());
    assertResumeFails("line 1 of " + file() + " is damaged: the file is empty");
    Files.writeString(file(), "no journal at all");
    assertResumeFails("line 1 of " + file() + " is damaged: it is not a whole JSON object");
    Files.writeString(file(), "{\"seed\":1}\n");
    assertResumeFails(
        "line 1 of " + file() + " is damaged: a header needs the fields schema and configuration");
    Files.writeString(file(), "{\"schema\":3,\"configuration\":{}}\n");
    assertResumeFails("line 1 of " + file() + " is damaged: schema must be 2, but was 3");
  }

  @Test
  void resume_withAnotherConfiguration_namesTheDifference() throws IOException {
    write();
    String rule =
        "a resumed run must have the configuration of its journal in " + folder + ", but ";
    assertThatThrownBy(() -> resume(with("seed", 2)))
        .hasMessage(rule + "seed is 1 in the journal and 2 in this run");
    assertThatThrownBy(() -> resume(with("recipe", Map.of("epochs", 60, "rate", 0.01f))))
        .hasMessage(rule + "recipe.epochs is 30 in the journal and 60 in this run");
    assertThatThrownBy(() -> resume(with("proxy", "dm-ipc50")))
        .hasMessage(rule + "proxy is absent in the journal and \"dm-ipc50\" in this run");
    assertThatThrownBy(() -> resume(with("halving", Map.of("rungs", "x".repeat(100)))))
        .hasMessage(
            rule
                + "halving is absent in the journal and {\"rungs\":\""
                + "x".repeat(70)
                + "… in this run");
    String space = "convnet" + "x".repeat(100);
    assertThatThrownBy(() -> resume(with("space", space)))
        .hasMessage(rule + "space is \"convnet\" in the journal and \"" + space + "\" in this run");
  }

  private static Map<String, Object> with(String key, Object value) {
    Map<String, Object> changed = new HashMap<>(CONFIGURATION);
    changed.put(key, value);
    return changed;
  }

  @Test
  void open_whileAnotherIsOpen_isRefused() throws IOException {
    String message =
        "a run folder can be used by one process at a time, but another run uses " + folder;
    try (Journal first = Journal.create(folder, CONFIGURATION)) {
      assertThat(folder.resolve("journal.lock")).exists();
      assertResumeFails(message);
      first.append(OUTCOMES.get(0));
    }
    resume(CONFIGURATION).close();
  }

  @Test
  void append_inAnInterruptedThread_writes() throws IOException {
    try (Journal journal = Journal.create(folder, CONFIGURATION)) {
      Thread.currentThread().interrupt();
      journal.append(OUTCOMES.get(0));
      assertThat(Thread.interrupted()).isTrue();
      journal.append(OUTCOMES.get(1));
    }
    assertThat(Files.readAllLines(file())).hasSize(3);
  }
}
