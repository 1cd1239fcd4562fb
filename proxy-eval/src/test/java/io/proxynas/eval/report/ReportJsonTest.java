package io.proxynas.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.PartCorrelation;
import io.proxynas.eval.validation.Shortlist;
import io.proxynas.eval.verdict.Answer;
import io.proxynas.eval.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {

  @TempDir Path folder;

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void toJson_fields_areThoseOfTheDesign() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.toJson(Reports.made().report()));
    assertThat(fields(json))
        .containsExactly(
            "schema",
            "seed",
            "versions",
            "machine",
            "dataset",
            "proxy",
            "search",
            "halving",
            "calibration",
            "pareto",
            "validation",
            "speedup",
            "cost",
            "best",
            "answers",
            "verdict");
    assertThat(fields(json.get("answers"))).containsExactly("discard", "choose", "simpler");
    assertThat(fields(json.at("/answers/choose")))
        .containsExactly("level", "spearman", "n", "reason");
    assertThat(json.at("/answers/discard/level").textValue()).isEqualTo("yes");
    assertThat(json.at("/answers/choose/level").textValue()).isEqualTo("cannot be told");
    assertThat(fields(json.get("machine")))
        .containsExactly("cores", "cpu", "memoryBytes", "os", "java", "engine");
    assertThat(fields(json.get("dataset"))).containsExactly("name", "train", "validation", "test");
    assertThat(fields(json.get("proxy")))
        .containsExactly(
            "name",
            "method",
            "imagesPerClass",
            "images",
            "condenseSeconds",
            "fromCache",
            "shipped",
            "hash");
    assertThat(fields(json.get("search")))
        .containsExactly(
            "strategy",
            "space",
            "spaceSize",
            "requested",
            "distinct",
            "cacheHits",
            "failed",
            "rejected",
            "seconds",
            "candidatesPerMinute",
            "workers",
            "trainedByDl4j");
    assertThat(fields(json.get("halving")))
        .containsExactly("factor", "trainings", "fullTrainingsSaved", "work", "rungs");
    assertThat(fields(json.at("/halving/rungs/0")))
        .containsExactly("proxy", "epochs", "images", "candidates", "seconds", "both", "spearman");
    assertThat(fields(json.get("pareto"))).containsExactly("objectives", "front");
    assertThat(fields(json.at("/pareto/front/0")))
        .containsExactly(
            "architecture", "validationAccuracy", "parameters", "flops", "latencySeconds");
    assertThat(fields(json.get("validation")))
        .containsExactly(
            "n",
            "sample",
            "spearman",
            "fisher",
            "kendall",
            "topK",
            "regret",
            "truthSeeds",
            "reliability",
            "noiseCeiling",
            "shortlist",
            "top",
            "half",
            "choice",
            "rivals");
    assertThat(fields(json.at("/validation/half")))
        .containsExactly("n", "spearman", "noiseCeiling");
    assertThat(fields(json.at("/validation/shortlist"))).containsExactly("k", "regret", "among");
    assertThat(fields(json.at("/validation/top"))).containsExactly("n", "spearman", "noiseCeiling");
    assertThat(fields(json.at("/validation/fisher"))).containsExactly("value", "low", "high");
    assertThat(fields(json.at("/validation/reliability"))).containsExactly("value", "low", "high");
    assertThat(fields(json.at("/validation/spearman"))).containsExactly("value", "low", "high");
    assertThat(fields(json.at("/validation/kendall"))).containsExactly("value", "low", "high");
    assertThat(fields(json.at("/validation/topK"))).containsExactly("k", "recall");
    assertThat(fields(json.at("/validation/rivals/0")))
        .containsExactly(
            "name",
            "needs",
            "basis",
            "spearman",
            "low",
            "high",
            "kendall",
            "topKRecall",
            "regret",
            "top",
            "choice",
            "difference",
            "seconds");
    assertThat(fields(json.at("/validation/rivals/0/difference")))
        .containsExactly("value", "low", "high", "p");
    assertThat(json.at("/validation/rivals/0/needs").textValue()).isEqualTo("training");
    assertThat(fields(json.get("cost")))
        .containsExactly(
            "condenseSeconds",
            "condenseScale",
            "searchSeconds",
            "validationSeconds",
            "rivalSeconds",
            "proxyBytes",
            "dataBytes");
    assertThat(fields(json.get("speedup")))
        .containsExactly(
            "proxySecondsPerCandidate",
            "fullSecondsPerCandidate",
            "search",
            "endToEnd",
            "breakEvenCandidates");
    assertThat(fields(json.get("best")))
        .containsExactly(
            "architecture",
            "validationAccuracy",
            "testAccuracy",
            "parameters",
            "flops",
            "latencySeconds",
            "classes",
            "layers");
    assertThat(fields(json.at("/best/classes/0"))).containsExactly("name", "images", "accuracy");
    assertThat(fields(json.at("/best/layers/0")))
        .containsExactly("name", "what", "output", "parameters", "inputs");
  }

  @Test
  void toJson_undefinedNumbers_areNull() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.toJson(Reports.empty().report()));
    for (String pointer :
        List.of(
            "/validation/spearman/value",
            "/validation/kendall/low",
            "/validation/topK/recall",
            "/validation/regret",
            "/validation/noiseCeiling",
            "/validation/rivals/0/spearman",
            "/speedup/search",
            "/speedup/breakEvenCandidates")) {
      assertThat(json.at(pointer).isNull()).as(pointer).isTrue();
    }
    assertThat(json.at("/validation/n").intValue()).isZero();
    assertThat(json.at("/validation/rivals/0/seconds").doubleValue()).isZero();
  }

  @Test
  void read_writtenReport_isEqual() throws Exception {
    Path file = folder.resolve("report.json");
    for (Reports made : List.of(Reports.made(), Reports.empty())) {
      ReportJson.write(made.report(), file);
      assertThat(ReportJson.read(file)).isEqualTo(made.report());
      assertThat(Files.readString(file)).isEqualTo(ReportJson.toJson(made.report()));
    }
  }

  /** What later versions of schema 1 added. */
  private static void remove(JsonNode node, String... fields) {
    for (String field : fields) {
      assertThat(((ObjectNode) node).remove(field)).as(field).isNotNull();
    }
  }

  @Test
  void read_calibratedReportOfAnEarlierVersion_takesWhatTaughtFromWhatJudges() throws Exception {
    Report made = Reports.made().report();
    JsonNode json = new ObjectMapper().readTree(ReportJson.toJson(made));
    ((ObjectNode) json.get("calibration")).put("rounds", 2).put("seconds", 1.5);
    ((ObjectNode) json.get("cost")).put("validationSeconds", 4);
    ((ObjectNode) json.at("/answers/choose"))
        .put("reason", "of chance; the best of its first 3 lacks 0.0 points of the best");
    assertThat(ReportJson.read(file(json.toString())).cost().validationSeconds()).isEqualTo(4);
    remove(json.at("/validation/shortlist"), "among");

    Report report = ReportJson.read(file(json.toString()));

    assertThat(report.cost().validationSeconds()).isEqualTo(2.5);
    assertThat(report.validation().regret()).isNaN();
    assertThat(report.validation().shortlist()).isEqualTo(Shortlist.NONE);
    assertThat(report.answers().choose().reason())
        .isEqualTo(
            "of chance; those that taught it counted, the best of its first 3 lacks 0.0 points of the"
                + " best");
    ((ObjectNode) json.get("calibration")).put("rounds", 0);
    assertThat(ReportJson.read(file(json.toString())).cost().validationSeconds()).isEqualTo(4);
  }

  @Test
  void read_reportOfAnEarlierVersion_isUndefinedWhereItSaysNothing() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.toJson(Reports.made().report()));
    remove(json, "cost", "pareto", "answers");
    ((ObjectNode) json).put("verdict", "Trust this ranking: it is in order.");
    remove(json.get("search"), "trainedByDl4j");
    remove(json.get("validation"), "fisher", "truthSeeds", "reliability", "top", "choice");
    remove(json.get("validation"), "half", "shortlist");
    for (JsonNode rival : json.at("/validation/rivals")) {
      remove(rival, "needs", "low", "high", "kendall", "topKRecall", "regret", "difference");
      remove(rival, "top", "choice", "basis");
    }

    Report report = ReportJson.read(file(json.toString()));

    assertThat(report.pareto().front()).isEmpty();
    assertThat(report.search().trainedByDl4j()).isZero();
    assertThat(report.cost().condenseSeconds()).isNaN();
    assertThat(report.validation().truthSeeds()).isEqualTo(1);
    assertThat(report.validation().fisher()).isEqualTo(Interval.UNDEFINED);
    assertThat(report.validation().top()).isEqualTo(PartCorrelation.NONE);
    assertThat(report.validation().half()).isEqualTo(PartCorrelation.NONE);
    assertThat(report.validation().shortlist()).isEqualTo(Shortlist.NONE);
    assertThat(report.answers().discard())
        .isEqualTo(
            new Answer(Verdict.Level.TRUST, report.validation().spearman(), 12, "it is in order"));
    assertThat(report.answers().choose().level()).isEqualTo(Verdict.Level.UNKNOWN);
    assertThat(report.validation().choice()).isEmpty();
    assertThat(report.validation().rivals())
        .hasSize(3)
        .allSatisfy(
            rival -> {
              assertThat(rival.spearman()).isNotNaN();
              assertThat(rival.difference()).isEqualTo(Difference.UNDEFINED);
              assertThat(rival.top()).isEqualTo(Interval.UNDEFINED);
              assertThat(rival.choice()).isEmpty();
              assertThat(rival.basis()).isEmpty();
            });
  }

  @Test
  void read_reportWithoutTheScaleOfTheCondensation_knowsItOfASetMadeByTheRun() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.toJson(Reports.made().report()));
    remove(json.get("cost"), "condenseScale");
    assertThat(ReportJson.read(file(json.toString())).cost().condensationComparable()).isFalse();

    ((ObjectNode) json.get("proxy")).put("fromCache", false);
    assertThat(ReportJson.read(file(json.toString())).cost().condenseScale()).isEqualTo(1);
  }

  @Test
  void write_done_leavesNothingElseInTheFolder() throws Exception {
    ReportJson.write(Reports.made().report(), folder.resolve("report.json"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("report.json"));
    }
  }

  @Test
  void write_fileCannotBeReplaced_keepsItAndLeavesNothing() throws Exception {
    Path occupied = folder.resolve("report.json");
    Files.createDirectories(occupied.resolve("in the way"));
    Report report = Reports.made().report();
    assertThatThrownBy(() -> ReportJson.write(report, occupied)).isInstanceOf(IOException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(occupied);
    }
  }

  @Test
  void write_missingFolder_isRejected() throws Exception {
    Report report = Reports.made().report();
    assertThatThrownBy(() -> ReportJson.write(report, folder.resolve("none/report.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none/report.json");
  }

  @Test
  void read_unknownFields_areSkipped() throws Exception {
    Report report = Reports.made().report();
    String json =
        ReportJson.toJson(report)
            .replaceFirst("\\{", "{\"later\": [1, 2],")
            .replace("\"regret\"", "\"new\": {}, \"regret\"");
    assertThat(ReportJson.read(file(json))).isEqualTo(report);
  }

  @Test
  void read_missingNumber_isUndefined() throws Exception {
    String json = ReportJson.toJson(Reports.made().report());
    String without = json.replaceFirst("\"noiseCeiling\" : [0-9.]+,", "");
    assertThat(without).isNotEqualTo(json);
    assertThat(ReportJson.read(file(without)).validation().noiseCeiling()).isNaN();
  }

  @Test
  void read_otherSchema_isRejected() throws Exception {
    String json = ReportJson.toJson(Reports.made().report());
    Path later = file(json.replace("\"schema\" : 1", "\"schema\" : 2"));
    assertThatThrownBy(() -> ReportJson.read(later))
        .isInstanceOf(IOException.class)
        .hasMessage("the schema of a report must be 1, but was 2 in " + later);
  }

  /** Of an earlier version, whose answers are made of them. */
  @Test
  void read_boundsInTheWrongOrder_areRejected() throws Exception {
    Path file =
        file(
            "{\"schema\": 1, \"verdict\": \"Good\", \"validation\":"
                + " {\"n\": 12, \"spearman\": {\"value\": 0, \"low\": 0.5, \"high\": 0.25}}}");
    assertThatThrownBy(() -> ReportJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a report must have the figures of a run, but %s has not: the lower bound must be at"
                + " most the upper bound 0.25, but was 0.5",
            file);
  }

  @Test
  void read_sampleBelowZero_isRejected() throws Exception {
    String json = ReportJson.toJson(Reports.made().report());
    assertThat(json).containsPattern("\"sample\" : \\d+");
    Path file = file(json.replaceFirst("\"sample\" : \\d+", "\"sample\" : -3"));
    assertThatThrownBy(() -> ReportJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a report must be JSON with the fields of schema 1, but %s is not at $.validation",
            file);
  }

  @Test
  void read_noSchema_isRejected() throws Exception {
    Path file = file("{}");
    assertThatThrownBy(() -> ReportJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("the schema of a report must be 1, but was missing in " + file);
  }

  @Test
  void read_missingPart_isRejected() throws Exception {
    Path file = file("{\"schema\": 1}");
    assertThatThrownBy(() -> ReportJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "a report must be JSON with the fields of schema 1, but " + file + " is not at ");
  }

  @Test
  void read_truncatedFile_isRejected() throws Exception {
    String json = ReportJson.toJson(Reports.made().report());
    Path file = file(json.substring(0, json.length() / 2));
    assertThatThrownBy(() -> ReportJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "a report must be JSON with the fields of schema 1, but " + file + " is not at ");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("made.json"), content);
  }
}
