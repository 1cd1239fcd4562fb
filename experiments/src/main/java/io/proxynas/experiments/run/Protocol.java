package io.proxynas.experiments.run;

import io.proxynas.condense.method.Condensers;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.preset.StandardNetwork;
import io.proxynas.experiments.EvaluationProtocol;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.train.Recipe;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How training sets are evaluated: networks trained on each alone, from the same seeds.
 *
 * @param network that is trained
 * @param networks trained on each set, at least 1
 * @param batch images a step, at least 1
 * @param length of a training on a small set
 * @param wholeEpochs of a training on the whole data, at least 1
 * @param augmentation of the images; if absent, all kinds that keep the classes of the data
 * @param steps whose schedule and draws each training has; its length and batches are the above
 */
@RecordBuilder
public record Protocol(
    StandardNetwork network,
    int networks,
    int batch,
    Length length,
    int wholeEpochs,
    Optional<SiameseAugmentation> augmentation,
    EvaluationProtocol steps)
    implements ProtocolBuilder.With {

  static final Protocol SMOKE = usual(StandardNetwork.CONVNET_W32, 1, new Updates(100), 1);
  static final Protocol CPU = usual(StandardNetwork.CONVNET_W32, 3, new Updates(2400), 5);

  /** Zhao and Bilen, arXiv 2110.04181, section 4.1. */
  static final Protocol PAPER =
      new Protocol(
          StandardNetwork.CONVNET,
          20,
          256,
          new Epochs(1000),
          200,
          Optional.empty(),
          EvaluationProtocol.PAPER);

  private static Protocol usual(
      StandardNetwork network, int networks, Length length, int wholeEpochs) {
    return new Protocol(
        network, networks, 25, length, wholeEpochs, Optional.empty(), EvaluationProtocol.DEFAULT);
  }

  /**
   * All components, but for {@code steps} where these are the usual ones: rows are kept with this
   * text, and those of versions without a choice go on.
   */
  @Override
  public String toString() {
    String first =
        "Protocol[network=%s, networks=%s, batch=%s, length=%s, wholeEpochs=%s, augmentation=%s"
            .formatted(network, networks, batch, length, wholeEpochs, augmentation);
    return steps == EvaluationProtocol.DEFAULT
        ? first + "]"
        : "%s, steps=%s]".formatted(first, steps);
  }

  /** How long networks are trained. */
  public sealed interface Length {

    /**
     * The epochs of a training.
     *
     * @param images of the training set
     * @param batch images a step
     */
    int epochs(int images, int batch);
  }

  /** So many steps, whatever the size of the set, so that sets are compared at equal work. */
  public record Updates(int updates) implements Length {
    @Override
    public int epochs(int images, int batch) {
      int batches = Math.max(1, (images + batch - 1) / batch);
      return Math.max(1, (updates + batches - 1) / batches);
    }
  }

  /** So many epochs. */
  public record Epochs(int epochs) implements Length {
    @Override
    public int epochs(int images, int batch) {
      return epochs;
    }
  }

  /** How a small set is evaluated. */
  public ProxyAccuracy accuracy(DataSet data, int images, int workers, Seed seed) {
    return accuracy(network.architecture(), data, length.epochs(images, batch), workers, seed);
  }

  /** How the whole data are. */
  public ProxyAccuracy whole(DataSet data, int workers, Seed seed) {
    return accuracy(network.architecture(), data, wholeEpochs, workers, seed);
  }

  private ProxyAccuracy accuracy(
      Architecture architecture, DataSet data, int epochs, int workers, Seed seed) {
    SiameseAugmentation kinds = augmentation.orElseGet(() -> Condensers.augmentation(data));
    Recipe recipe = steps.recipe().withEpochs(epochs).withBatchSize(batch).withAugmentation(kinds);
    return new ProxyAccuracy(architecture, recipe, networks, workers, seed);
  }

  /** The same with the augmentation of the user's choice. */
  public Protocol withAugmentation(SiameseAugmentation kinds) {
    return withAugmentation(Optional.of(kinds));
  }
}
