package io.proxynas.eval.internal.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.condense.set.SheetLayout;
import io.proxynas.engine.Seed;
import io.proxynas.eval.importance.Importance;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.stat.Interval;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Merit;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.TrainedBy;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the page's scripts read, as JSON: fractions in [0, 1], times in seconds. A field that is not
 * known is absent.
 */
public final class PageData {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PageData() {}

  /** One run; {@code report} is its {@code report.json}. */
  public static ObjectNode of(RunRecord run) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", run.name());
    run.command().ifPresent(command -> json.put("command", command));
    json.set("configuration", JSON.valueToTree(run.configuration()));
    json.set("settings", Settings.of(run.configuration()));
    run.report().ifPresent(report -> evidence(json, report));
    json.set("rankedBy", rankedBy(run));
    json.set("candidates", candidates(run));
    importance(run).ifPresent(found -> json.set("importance", found));
    run.picture().ifPresent(png -> picture(json, png));
    json.set("files", JSON.valueToTree(run.files()));
    json.set("notes", JSON.valueToTree(run.notes()));
    return json;
  }

  /** The report, without the intervals that too few candidates bear. */
  private static void evidence(ObjectNode json, Report report) {
    ObjectNode tree = ReportJson.toTree(report);
    if (!Interval.isBelieved(report.validation().n())) {
      removeBounds(tree.get("validation"));
    } else if (!Interval.isBelieved(report.validation().half().n())) {
      removeBounds(tree.at("/validation/half"));
    }
    json.set("report", tree);
  }

  private static void removeBounds(JsonNode part) {
    for (JsonNode value : part.findParents("low")) {
      ((ObjectNode) value).remove(List.of("low", "high", "p"));
    }
  }

  /**
   * Of the decisions for the score that ranks, on the rung where most candidates were trained; for
   * the accuracy where no single score of a training ranks.
   */
  private static Optional<ObjectNode> importance(RunRecord run) {
    boolean byTraining = run.calibrated().isEmpty() && run.rankBy().isOfTraining();
    Criterion by = byTraining ? run.rankBy() : Criterion.ACCURACY;
    Map<Integer, List<Outcome.Trained>> rungs =
        run.ranking().trained().stream()
            .filter(o -> o.scores().isTrained() && run.networks().containsKey(id(o)))
            .collect(Collectors.groupingBy(Outcome.Trained::rung));
    List<Outcome.Trained> most =
        rungs.values().stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    double sign = by.lessIsBetter() ? -1 : 1;
    return Importance.of(
            most.stream().map(o -> run.networks().get(id(o)).choices()).toList(),
            most.stream().mapToDouble(o -> sign * by.of(o)).toArray(),
            new Seed(0))
        .map(found -> JSON.<ObjectNode>valueToTree(found).setAll(scored(by)));
  }

  private static String id(Outcome outcome) {
    return outcome.architecture().id();
  }

  private static void picture(ObjectNode json, byte[] png) {
    json.put("picture", dataUri(png));
    SheetLayout.of(png).ifPresent(layout -> json.set("sheet", JSON.valueToTree(layout)));
  }

  private static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** The score that ranks, in words, and in which direction it does. */
  private static ObjectNode rankedBy(RunRecord run) {
    if (run.calibrated().isEmpty()) {
      return scored(run.rankBy());
    }
    return run.predicted().isEmpty()
        ? rankedBy("place by the prior alone", true)
        : rankedBy("predicted accuracy", false);
  }

  private static ObjectNode scored(Criterion by) {
    return rankedBy(by.word().replace('-', ' '), by.lessIsBetter());
  }

  private static ObjectNode rankedBy(String score, boolean lessIsBetter) {
    return JSON.createObjectNode().put("score", score).put("lessIsBetter", lessIsBetter);
  }

  private static ArrayNode candidates(RunRecord run) {
    Map<String, Integer> ranks = new HashMap<>();
    run.ranking().trained().forEach(o -> ranks.put(o.architecture().id(), ranks.size() + 1));
    Map<String, Outcome> full = run.onFullData();
    Merit merit = run.merit();
    ArrayNode array = JSON.createArrayNode();
    for (Outcome outcome : run.history()) {
      String id = id(outcome);
      ObjectNode json = onProxy(merit, outcome);
      if (ranks.containsKey(id)) {
        json.put("rank", ranks.get(id));
      }
      if (run.networks().containsKey(id)) {
        json.set("network", JSON.valueToTree(run.networks().get(id)));
      }
      if (run.predicted().containsKey(id)) {
        json.put("predicted", run.predicted().get(id));
      }
      if (full.containsKey(id)) {
        json.set("full", candidate(full.get(id)));
        json.put("sampled", run.sampled().contains(id));
      }
      array.add(json);
    }
    return array;
  }

  /** One outcome on the proxy, with its merit, the larger the better, unless it has none. */
  public static ObjectNode onProxy(Merit merit, Outcome outcome) {
    ObjectNode json = candidate(outcome);
    if (outcome instanceof Outcome.Trained trained && Double.isFinite(merit.of(trained))) {
      json.put("merit", merit.of(trained));
    }
    return json;
  }

  /** One outcome, on the proxy or on the full data. */
  public static ObjectNode candidate(Outcome outcome) {
    ObjectNode json = JSON.createObjectNode();
    json.put("architecture", outcome.architecture().id());
    json.put("seconds", outcome.seconds());
    if (outcome instanceof Outcome.Failed failed) {
      json.put("failed", failed.reason());
    } else if (outcome instanceof Outcome.Trained trained) {
      CandidateScores scores = trained.scores();
      if (scores.hasAccuracy()) {
        json.put("accuracy", scores.validationAccuracy());
        json.put("loss", scores.validationLoss());
      }
      if (!scores.isTrained()) {
        json.put(
            "scoredBy",
            scores.free().keySet().stream().map(FreeScore::word).collect(Collectors.joining(", ")));
      }
      if (!scores.curve().isEmpty()) {
        json.putArray("curve");
        scores.curve().forEach(epoch -> json.withArray("curve").add(epoch.all().accuracy()));
      }
      json.put("rung", trained.rung());
      json.put("parameters", scores.parameters());
      json.put("flops", scores.flops());
      Duration latency = scores.latency();
      if (latency != null) {
        json.put("latency", latency.toNanos() / 1e9);
      }
      if (trained.trainedBy() instanceof TrainedBy.Dl4j dl4j) {
        json.put("trainedByDl4j", dl4j.reason());
      }
    }
    return json;
  }
}
