package io.proxynas.nas.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.condense.train.TrainedBy;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import io.proxynas.nas.fidelity.RungTraining;
import io.proxynas.nas.score.FreeScore;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** One outcome as one JSON object; doubles come back bit for bit, durations to the nanosecond. */
final class OutcomeLine {

  private static final double NANOS = 1e9;

  /** Training-free scores by their names; absent where there are none. */
  private static final String FREE = "free";

  /** Trainings, where there were several. */
  private static final String SEEDS = "seeds";

  private static final String DEVIATION = "validationAccuracyDeviation";

  /** What JSON has no number for. */
  private static final String MINUS_INFINITY = "-Infinity";

  /** Why DL4J trained; absent where the engine did. */
  private static final String FALLBACK = "trainedByDl4j";

  /** The rung of a ladder; absent where candidates are trained once. */
  private static final String RUNG = "rung";

  private OutcomeLine() {}

  static ObjectNode toJson(Outcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (outcome.architecture() instanceof RungTraining training) {
      json.put("architecture", training.candidate().id()).put(RUNG, training.rung());
    } else {
      json.put("architecture", outcome.architecture().id());
    }
    if (outcome instanceof Outcome.Trained trained) {
      Scores scores = trained.scores();
      json.put("status", "trained")
          .put("validationAccuracy", scores.validationAccuracy())
          .put("validationLoss", scores.validationLoss())
          .put("trainingLoss", scores.trainingLoss())
          .put("learningCurveArea", scores.learningCurveArea())
          .put("parameters", scores.parameters())
          .put("flops", scores.flops());
      putSpread(json, scores.spread());
      putFree(json, scores.free());
      if (scores.trainedBy() instanceof TrainedBy.Dl4j dl4j) {
        json.put(FALLBACK, dl4j.reason());
      }
    } else if (outcome instanceof Outcome.Failed failed) {
      json.put("status", "failed").put("reason", failed.reason());
    }
    return json.put("seconds", outcome.duration().toNanos() / NANOS);
  }

  private static void putSpread(ObjectNode json, Scores.Spread spread) {
    if (spread.seeds() > 1) {
      json.put(SEEDS, spread.seeds()).put(DEVIATION, spread.validationAccuracy());
    }
  }

  private static void putFree(ObjectNode json, Map<FreeScore, Double> free) {
    if (free.isEmpty()) {
      return;
    }
    ObjectNode values = json.putObject(FREE);
    free.forEach(
        (score, value) -> {
          if (Double.isInfinite(value)) {
            values.put(score.field(), MINUS_INFINITY);
          } else {
            values.put(score.field(), value);
          }
        });
  }

  /**
   * Reads an outcome back.
   *
   * @throws IllegalArgumentException if a field is missing or its value impossible
   */
  static Outcome fromJson(JsonNode json, Function<String, Architecture> parse) {
    Architecture candidate = parse.apply(field(json, "architecture").asText());
    Architecture architecture =
        json.has(RUNG) ? new RungTraining(candidate, number(json, RUNG).asInt()) : candidate;
    Duration duration = Duration.ofNanos(Math.round(number(json, "seconds").asDouble() * NANOS));
    String status = field(json, "status").asText();
    if (status.equals("trained")) {
      return new Outcome.Trained(architecture, scores(json), duration);
    }
    if (status.equals("failed")) {
      return new Outcome.Failed(architecture, field(json, "reason").asText(), duration);
    }
    throw new IllegalArgumentException(
        "status must be trained or failed, but was " + field(json, "status"));
  }

  private static Scores scores(JsonNode json) {
    return new Scores(
        number(json, "validationAccuracy").asDouble(),
        number(json, "validationLoss").asDouble(),
        number(json, "trainingLoss").asDouble(),
        number(json, "learningCurveArea").asDouble(),
        number(json, "parameters").asLong(),
        number(json, "flops").asLong(),
        json.has(FALLBACK) ? new TrainedBy.Dl4j(json.get(FALLBACK).asText()) : TrainedBy.ENGINE,
        free(json.path(FREE)),
        json.has(SEEDS)
            ? new Scores.Spread(number(json, SEEDS).asInt(), number(json, DEVIATION).asDouble())
            : Scores.Spread.NONE);
  }

  private static Map<FreeScore, Double> free(JsonNode json) {
    Map<FreeScore, Double> free = new EnumMap<>(FreeScore.class);
    for (FreeScore score : FreeScore.values()) {
      if (json.has(score.field())) {
        boolean none = json.get(score.field()).asText().equals(MINUS_INFINITY);
        free.put(score, none ? Double.NEGATIVE_INFINITY : number(json, score.field()).asDouble());
      }
    }
    return free;
  }

  private static JsonNode number(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + " must be a number, but was " + value);
    }
    return value;
  }

  private static JsonNode field(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the field " + name + " is missing");
    }
    return value;
  }
}
