package io.proxynas.nas.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.TrainedBy;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** One outcome as one JSON object; doubles come back bit for bit, durations to the nanosecond. */
final class OutcomeLine {

  private static final double NANOS = 1e9;

  /** About a year: what is measured of one candidate takes less. */
  private static final double MOST_SECONDS = 366 * 24 * 3600.0;

  /** On the validation split; absent on a rung where the training alone ranks. */
  private static final String ACCURACY = "validationAccuracy";

  /** Absent with the accuracy. */
  private static final String LOSS = "validationLoss";

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

  /** Measured; absent where it was not. */
  private static final String LATENCY = "latencySeconds";

  /** The epochs of a learning curve; absent where there is none. */
  private static final String CURVE = "curve";

  /** Of a training that went on from a lower rung; absent from fresh weights. */
  private static final String EARLIER = "earlierEpochs";

  private static final String TRAINED = "trained";

  /** Only scored, on a rung of training-free scores. */
  private static final String SCORED = "scored";

  private static final String FAILED = "failed";

  private OutcomeLine() {}

  static ObjectNode toJson(Outcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (outcome.architecture() instanceof RungTraining training) {
      json.put("architecture", training.candidate().id()).put(RUNG, training.rung());
    } else {
      json.put("architecture", outcome.architecture().id());
    }
    if (outcome instanceof Outcome.Trained trained) {
      putScores(json, trained.scores());
    } else if (outcome instanceof Outcome.Failed failed) {
      json.put("status", FAILED).put("reason", failed.reason());
    }
    return json.put("seconds", outcome.duration().toNanos() / NANOS);
  }

  private static void putScores(ObjectNode json, CandidateScores scores) {
    json.put("status", scores.isTrained() ? TRAINED : SCORED);
    if (scores.hasAccuracy()) {
      json.put(ACCURACY, scores.validationAccuracy()).put(LOSS, scores.validationLoss());
    }
    if (scores.isTrained()) {
      json.put("trainingLoss", scores.trainingLoss())
          .put("learningCurveArea", scores.learningCurveArea());
    }
    json.put("parameters", scores.parameters()).put("flops", scores.flops());
    putSpread(json, scores.spread());
    putFree(json, scores.free());
    if (scores.trainedBy() instanceof TrainedBy.Dl4j dl4j) {
      json.put(FALLBACK, dl4j.reason());
    }
    Duration latency = scores.latency();
    if (latency != null) {
      json.put(LATENCY, latency.toNanos() / NANOS);
    }
    if (scores.earlierEpochs() > 0) {
      json.put(EARLIER, scores.earlierEpochs());
    }
    if (!scores.curve().isEmpty()) {
      ArrayNode epochs = json.putArray(CURVE);
      scores.curve().forEach(epoch -> epochs.add(EpochJson.of(epoch)));
    }
  }

  private static void putSpread(ObjectNode json, CandidateScores.SeedSpread spread) {
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
    String id = field(json, "architecture").asText();
    Require.name("architecture", id);
    Architecture candidate = parse.apply(id);
    Architecture architecture =
        json.has(RUNG) ? new RungTraining(candidate, number(json, RUNG).asInt()) : candidate;
    Duration duration = duration(json, "seconds");
    String status = field(json, "status").asText();
    return switch (status) {
      case TRAINED -> new Outcome.Trained(architecture, timed(scores(json), json), duration);
      case SCORED -> new Outcome.Trained(architecture, timed(untrained(json), json), duration);
      case FAILED -> new Outcome.Failed(architecture, field(json, "reason").asText(), duration);
      default ->
          throw new IllegalArgumentException(
              "status must be trained, scored or failed, but was "
                  + Shown.of(field(json, "status")));
    };
  }

  private static CandidateScores timed(CandidateScores scores, JsonNode json) {
    return json.has(LATENCY) ? scores.withLatency(duration(json, LATENCY)) : scores;
  }

  private static CandidateScores untrained(JsonNode json) {
    NetworkSize size =
        new NetworkSize(number(json, "parameters").asLong(), number(json, "flops").asLong());
    Map<FreeScore, Double> free = free(field(json, FREE));
    if (free.isEmpty()) {
      throw new IllegalArgumentException(
          "a candidate that was only scored must have at least 1 score, but free was "
              + Shown.of(json.get(FREE)));
    }
    return CandidateScores.untrained(free, size);
  }

  private static CandidateScores scores(JsonNode json) {
    boolean unscored = json.has(RUNG) && !json.has(ACCURACY) && !json.has(LOSS);
    return new CandidateScores(
        unscored ? Double.NaN : number(json, ACCURACY).asDouble(),
        unscored ? Double.NaN : number(json, LOSS).asDouble(),
        number(json, "trainingLoss").asDouble(),
        number(json, "learningCurveArea").asDouble(),
        number(json, "parameters").asLong(),
        number(json, "flops").asLong(),
        json.has(FALLBACK) ? new TrainedBy.Dl4j(json.get(FALLBACK).asText()) : TrainedBy.ENGINE,
        free(json.path(FREE)),
        json.has(SEEDS)
            ? new CandidateScores.SeedSpread(
                number(json, SEEDS).asInt(), number(json, DEVIATION).asDouble())
            : CandidateScores.SeedSpread.NONE,
        null,
        EpochJson.curve(json.path(CURVE)),
        json.has(EARLIER) ? number(json, EARLIER).asInt() : 0);
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

  static JsonNode number(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(
          "%s must be a number, but was %s".formatted(name, Shown.of(value)));
    }
    return value;
  }

  /** A time in seconds. */
  static Duration duration(JsonNode json, String name) {
    double seconds = number(json, name).asDouble();
    Require.that(
        seconds >= 0 && seconds <= MOST_SECONDS,
        "%s must be in [0, %.0f], but was %s",
        name,
        MOST_SECONDS,
        seconds);
    return Duration.ofNanos(Math.round(seconds * NANOS));
  }

  static JsonNode field(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the field " + name + " is missing");
    }
    return value;
  }
}
