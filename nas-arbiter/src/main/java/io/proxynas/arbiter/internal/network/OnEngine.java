package io.proxynas.arbiter.internal.network;

import java.util.Collection;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * A DL4J network that trains and evaluates by the engine. The other methods are those that DL4J's
 * two kinds of network have in common, but not by an interface of its own.
 */
interface OnEngine extends Model {

  /** The engine's part; the owner of the network closes it. */
  EngineModel engine();

  /** Who hears of its training. */
  Collection<TrainingListener> getListeners();

  /** Epochs that DL4J counts. */
  int getEpochCount();

  /** Counts an epoch. */
  void incrementEpochCount();

  /** DL4J's penalties for the weights as they are. */
  double calcRegularizationScore(boolean backpropParamsOnly);

  /** Sets the loss of the last batch. */
  void setScore(double value);

  /** A plain DL4J network. */
  Model clone();
}
