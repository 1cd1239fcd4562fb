package io.proxynas.nas.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.train.EpochScores;
import io.proxynas.train.Evaluation;
import java.util.ArrayList;
import java.util.List;

/** One epoch of a learning curve as a JSON object of an {@link OutcomeLine}. */
final class EpochJson {

  private static final double NANOS = 1e9;
  private static final String TRAINING_LOSS = "trainingLoss";
  private static final String ALL = "all";
  private static final String EVEN = "even";
  private static final String ODD = "odd";
  private static final String SECONDS = "seconds";
  private static final String ACCURACY = "accuracy";
  private static final String LOSS = "loss";

  private EpochJson() {}

  static ObjectNode of(EpochScores epoch) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(TRAINING_LOSS, epoch.trainingLoss());
    put(json, ALL, epoch.all());
    put(json, EVEN, epoch.even());
    put(json, ODD, epoch.odd());
    return json.put(SECONDS, epoch.time().toNanos() / NANOS);
  }

  /** Of a part of the images; left out where there are none. */
  private static void put(ObjectNode json, String part, Evaluation evaluation) {
    if (!Double.isNaN(evaluation.accuracy())) {
      json.putObject(part).put(ACCURACY, evaluation.accuracy()).put(LOSS, evaluation.loss());
    }
  }

  /** The epochs of an array, or none where there is no array. */
  static List<EpochScores> curve(JsonNode array) {
    List<EpochScores> epochs = new ArrayList<>();
    array.forEach(epoch -> epochs.add(epoch(epoch)));
    return epochs;
  }

  private static EpochScores epoch(JsonNode json) {
    return new EpochScores(
        OutcomeLine.number(json, TRAINING_LOSS).asDouble(),
        evaluation(OutcomeLine.field(json, ALL)),
        evaluation(json.path(EVEN)),
        evaluation(json.path(ODD)),
        OutcomeLine.duration(json, SECONDS));
  }

  private static Evaluation evaluation(JsonNode json) {
    return json.isMissingNode()
        ? new Evaluation(Double.NaN, Double.NaN)
        : new Evaluation(
            OutcomeLine.number(json, ACCURACY).asDouble(),
            OutcomeLine.number(json, LOSS).asDouble());
  }
}
