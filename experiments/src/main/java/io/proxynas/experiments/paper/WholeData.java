package io.proxynas.experiments.paper;

import io.proxynas.condense.coreset.FeatureNetwork;
import io.proxynas.condense.method.Condensers;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.experiments.feature.FeatureExtractor;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network trained on the whole data, for its features: the first trial that asks trains it, the
 * others of the data set share it. For one thread.
 */
final class WholeData {

  private final FeatureNetwork network;
  private final Seed seed;
  private final String dataSet;
  private @Nullable FeatureExtractor trained;

  WholeData(Workbench bench, DataSet data) {
    network = bench.scale().condensation().features().withKinds(Condensers.augmentation(data));
    seed = bench.seed().child("distribution").child("network");
    dataSet = data.fingerprint();
  }

  /** Every setting that the features depend on, by name. */
  Map<String, String> configuration() {
    return network.configuration();
  }

  /** What asking takes. */
  Effort effort(LabelledImages real) {
    return trained == null
        ? Effort.training(network, real).making("features of " + dataSet)
        : Effort.NONE;
  }

  /**
   * The network.
   *
   * @param real images that it is trained on
   * @param progress hears of the epochs, if it has to be trained
   */
  FeatureExtractor extractor(LabelledImages real, Progress progress) throws InterruptedException {
    FeatureExtractor extractor = trained;
    if (extractor == null) {
      extractor = FeatureExtractor.trained(network, real, seed, progress);
      trained = extractor;
    }
    return extractor;
  }
}
