package io.proxynas.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.eval.verdict.Answer;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.ranking.Ranking;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TerminalReportTest {

  private static String render(Reports made) {
    return TerminalReport.render(made.report(), made.ranking(), made.result());
  }

  @Test
  void render_madeRun_isTheTextInTheResources() throws Exception {
    assertThat(render(Reports.made())).isEqualTo(resource("terminal.txt"));
  }

  @Test
  void render_latencies_haveAColumn_andWhatWasOnlyScoredHasNoAccuracy() throws Exception {
    String text = render(Reports.timed());
    assertThat(text)
        .contains("Pareto front of accuracy, latency: the first 2 of 2 candidates")
        .containsPattern("parameters +flops +latency\n")
        .containsPattern("1  convnet-d1-w1-relu-instance-avera… .* 80,000,000,000 +123 ms\n")
        .containsPattern("2  convnet-d1-w2-relu-instance-avera… .* 80,000,000,000 +0.0412 ms\n")
        .containsPattern("3  convnet-d1-w3-relu-instance-average +- +75.0 % +12 ");
    assertThat(text.lines()).allMatch(line -> line.length() <= TerminalPage.WIDTH);
  }

  @Test
  void render_calibrated_hasTheRegretWithoutThoseThatTaught() throws Exception {
    Reports made = Reports.made();
    ValidationResult result = made.result();
    List<PairedScore> pairs = new ArrayList<>(result.pairs());
    PairedScore first = pairs.get(0);
    pairs.set(
        0,
        new PairedScore(1, first.proxy(), first.trainings(), first.inRandomSample(), false, true));
    ValidationResult taught =
        new ValidationResult(
            pairs,
            result.failed(),
            result.ranked(),
            1,
            result.trainingTime(),
            result.confidence(),
            result.figures());
    assertThat(TerminalReport.render(made.report(), made.ranking(), taught))
        .contains(" points of accuracy by its first choice of those that did not teach it\n")
        .contains(", the best of 13 validated ");
  }

  @Test
  void render_nothingValidated_saysSoOnce() throws Exception {
    assertThat(render(Reports.empty())).isEqualTo(resource("terminal-empty.txt"));
  }

  @Test
  void render_longNames_stayWithinTheWidth() throws Exception {
    Reports made = Reports.made();
    Report report = made.report();
    String name = "a-name-without-end-".repeat(20);
    Answer endless =
        new Answer(Verdict.Level.TRUST, Interval.UNDEFINED, 0, "word ".repeat(60) + name);
    Report longNames =
        new Report(
            report.schema(),
            report.seed(),
            report.versions(),
            report.machine(),
            new Report.Dataset(name, 1, 1, 1),
            new Report.ProxySummary(name, "dm", 1, 1, 123456789, true, false, "x"),
            report.search(),
            report.halving(),
            report.calibration(),
            report.pareto(),
            report.validation(),
            report.speedup(),
            report.cost(),
            report.best(),
            new Verdict(endless, endless, endless),
            "");
    Ranking ranking = made.ranking();
    List<String> lines = TerminalReport.render(longNames, ranking, made.result()).lines().toList();
    assertThat(lines).allMatch(line -> line.length() <= TerminalPage.WIDTH);
    assertThat(lines).allMatch(line -> line.equals(line.stripTrailing()));
  }

  /** With a condensation of 60 s where it was made. */
  private static String withScale(double scale) throws Exception {
    return changed(
        json -> {
          ObjectNode cost = (ObjectNode) json.get("cost");
          cost.put("condenseSeconds", Double.isNaN(scale) ? 60 : 60 * scale);
          cost.put("condenseScale", scale);
        });
  }

  private static String changed(Consumer<JsonNode> change) throws Exception {
    Reports made = Reports.made();
    JsonNode json = ReportJson.toTree(made.report());
    change.accept(json);
    Path file = Files.createTempFile("report", ".json");
    try {
      Files.writeString(file, json.toString());
      return TerminalReport.render(ReportJson.read(file), made.ranking(), made.result());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void render_setOfAnotherMachine_saysWhetherItsSecondsCanBeCompared() throws Exception {
    assertThat(withScale(2))
        .contains(
            "  condensation     2 min 0 s at this machine's pace; 1 min 0 s when the cached set was made\n")
        .doesNotContain("another machine");
    assertThat(withScale(Double.NaN))
        .contains(
            "  condensation     1 min 0 s, when the cached set was made, on another machine\n",
            " with it, by another machine's seconds\n",
            " candidates on, by another machine's seconds\n");
  }

  /** Which is paid once, too. */
  @Test
  void render_calibrated_tellsThatWhatTaughtIsCounted() throws Exception {
    assertThat(
            changed(
                json -> ((ObjectNode) json.get("calibration")).put("rounds", 2).put("seconds", 30)))
        .contains(
            " without the condensation and what taught the ranking\n",
            "  break-even       the condensation and what taught the ranking pay from ");
  }

  @Test
  void render_aSetThatDoesNotTellItsCost_saysSo() throws Exception {
    assertThat(
            changed(
                json -> {
                  ((ObjectNode) json.get("proxy")).putNull("condenseSeconds");
                  ((ObjectNode) json.get("cost")).putNull("condenseSeconds");
                  ((ObjectNode) json.get("cost")).putNull("condenseScale");
                  ((ObjectNode) json.get("speedup")).putNull("endToEnd");
                  ((ObjectNode) json.get("speedup")).putNull("breakEvenCandidates");
                }))
        .contains(
            "  condensation     not known, since the saved set does not tell\n",
            "                   with it not known, since the saved set does not tell what it took\n")
        .doesNotContain("another machine", "break-even");
  }

  @Test
  void render_nothingTrainedInFull_doesNotSayThatItsImagesChose() throws Exception {
    assertThat(changed(json -> ((ObjectNode) json.get("validation")).put("sample", 0)))
        .contains(" of the images that judge, none of which chose it\n");
    assertThat(changed(json -> {})).contains(" of the images that chose it\n");
  }

  private static String resource(String name) throws Exception {
    try (var in = Objects.requireNonNull(TerminalReportTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
