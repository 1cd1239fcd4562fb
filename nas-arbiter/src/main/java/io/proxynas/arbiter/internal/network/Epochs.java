package io.proxynas.arbiter.internal.network;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.jspecify.annotations.Nullable;

/** How many passes a space's candidates train: its number of epochs, or early stopping's bound. */
public final class Epochs {

  private Epochs() {}

  /** The passes of a space; those of early stopping if it has both. */
  public static int of(BaseNetworkSpace<?> space) {
    return bounds(earlyStopping(space)).stream()
        .mapToInt(MaxEpochsTerminationCondition::getMaxEpochs)
        .min()
        .orElse(space.getNumEpochs());
  }

  /** Changes the passes of a space in place. Early stopping without such a bound stays as it is. */
  public static void set(BaseNetworkSpace<?> space, int epochs) {
    space.setNumEpochs(epochs);
    bounds(earlyStopping(space)).forEach(bound -> bound.setMaxEpochs(epochs));
  }

  /** The passes of a candidate; those of early stopping if it has both. */
  public static int of(Blueprint blueprint) {
    return bounds(blueprint.earlyStopping().orElse(null)).stream()
        .mapToInt(MaxEpochsTerminationCondition::getMaxEpochs)
        .min()
        .orElse(blueprint.epochs());
  }

  /**
   * Changes the passes of a candidate in place; with early stopping those of all candidates, which
   * share it.
   */
  public static void set(Blueprint blueprint, int epochs) {
    if (blueprint instanceof Blueprint.Chain chain) {
      chain.value().setNumEpochs(epochs);
    } else if (blueprint instanceof Blueprint.Graph graph) {
      graph.value().setNumEpochs(epochs);
    }
    bounds(blueprint.earlyStopping().orElse(null)).forEach(bound -> bound.setMaxEpochs(epochs));
  }

  private static @Nullable EarlyStoppingConfiguration<?> earlyStopping(BaseNetworkSpace<?> space) {
    if (space instanceof MultiLayerSpace chain) {
      return chain.getEarlyStoppingConfiguration();
    }
    return space instanceof ComputationGraphSpace graph
        ? graph.getEarlyStoppingConfiguration()
        : null;
  }

  private static List<MaxEpochsTerminationCondition> bounds(
      @Nullable EarlyStoppingConfiguration<?> when) {
    return Optional.ofNullable(when)
        .map(EarlyStoppingConfiguration::getEpochTerminationConditions)
        .orElse(List.of())
        .stream()
        .filter(MaxEpochsTerminationCondition.class::isInstance)
        .map(MaxEpochsTerminationCondition.class::cast)
        .toList();
  }
}
