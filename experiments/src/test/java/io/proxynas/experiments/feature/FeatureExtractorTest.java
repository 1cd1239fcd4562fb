package io.proxynas.experiments.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.coreset.FeatureNetwork;
import io.proxynas.engine.Network;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.experiments.paper.TinyData;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.data.LabelledImages;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {

  private static final FeatureNetwork NETWORK =
      new FeatureNetwork(
          new ConvNet(
              1,
              8,
              ConvNet.Activation.RELU,
              ConvNet.Normalization.INSTANCE,
              ConvNet.Pooling.AVERAGE),
          new Recipe(2, 16, 0.05, 0.9, 0, Optional.empty()));

  @Test
  void of_areTheTrainedNetworksOwnEmbeddings() throws InterruptedException {
    LabelledImages images = TinyData.data().train();
    FeatureExtractor extractor =
        FeatureExtractor.trained(NETWORK, images, new Seed(1), Progress.NONE);
    try (TrainedNetwork trained = NETWORK.train(images, new Seed(1), Progress.NONE);
        Network network =
            Network.compile(
                NETWORK.architecture().configuration(images.shape(), images.classes(), 1),
                images.shape())) {
      network.restore(trained.snapshot());
      assertThat(extractor.of(images).values()).isEqualTo(TrainedNetwork.embed(network, images));
      assertThat(extractor.of(images).size()).isEqualTo(network.embeddingSize());
    }
  }

  @Test
  void of_interrupted_passesOn() throws InterruptedException {
    LabelledImages images = TinyData.data().train();
    FeatureExtractor extractor =
        FeatureExtractor.trained(NETWORK, images, new Seed(1), Progress.NONE);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> extractor.of(images))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("the embedding was interrupted");
  }
}
