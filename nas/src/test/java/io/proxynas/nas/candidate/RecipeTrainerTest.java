package io.proxynas.nas.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.nas.evaluate.WorkplaceContract;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Pixels;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class RecipeTrainerTest {

  private static final ConvNet NORMALIZING =
      new ConvNet(
          1, 8, ConvNet.Activation.RELU, ConvNet.Normalization.BATCH, ConvNet.Pooling.AVERAGE);

  /** A search goes on after an error, so nobody else would free what the network has. */
  @Test
  void network_endedByAnErrorAfterItsTraining_isClosed() {
    RecipeTrainer plain = WorkplaceContract.scorer(1, 3);
    LabelledImages images = plain.validation();
    Pixels tooMany =
        new Pixels() {
          @Override
          public int count() {
            return images.size();
          }

          @Override
          public int imageSize() {
            return images.shape().size();
          }

          @Override
          public void copy(int index, float[] into, int offset) {
            throw new OutOfMemoryError("of a test");
          }
        };
    LabelledImages statistics =
        new LabelledImages(images.shape(), images.classNames(), tooMany, images.labels());
    RecipeTrainer trainer =
        new RecipeTrainer(
            plain.trainer(), plain.train(), images, plain.seed(), Optional.of(statistics), false);
    long before = Pointer.totalCount();

    assertThatThrownBy(() -> trainer.network(NORMALIZING)).isInstanceOf(OutOfMemoryError.class);
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }
}
