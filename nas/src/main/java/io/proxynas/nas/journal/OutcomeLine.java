package io.proxynas.nas.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.condense.train.TrainedBy;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import io.proxynas.nas.fidelity.RungTraining;
import java.time.Duration;
import java.util.function.Function;

/** One outcome as one JSON object; doubles come back bit for bit, durations to the nanosecond. */
final class OutcomeLine {

  private static final double NANOS = 1e9;

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
          .put("parameters", scores.parameters())
          .put("flops", scores.flops());
      if (scores.trainedBy() instanceof TrainedBy.Dl4j dl4j) {
        json.put(FALLBACK, dl4j.reason());
      }
    } else if (outcome instanceof Outcome.Failed failed) {
      json.put("status", "failed").put("reason", failed.reason());
    }
    return json.put("seconds", outcome.duration().toNanos() / NANOS);
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
        number(json, "parameters").asLong(),
        number(json, "flops").asLong(),
        json.has(FALLBACK) ? new TrainedBy.Dl4j(json.get(FALLBACK).asText()) : TrainedBy.ENGINE);
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
