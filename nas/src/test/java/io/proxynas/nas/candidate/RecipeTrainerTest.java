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
    LabelledImages statistics = withPixels(images, new Unreadable(images));
    RecipeTrainer trainer =
        new RecipeTrainer(
            plain.trainer(),
            plain.train(),
            images,
            plain.seed(),
            Optional.of(statistics),
            ScoredAt.END);
    long before = Pointer.totalCount();

    assertThatThrownBy(() -> trainer.network(NORMALIZING)).isInstanceOf(OutOfMemoryError.class);
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  @Test
  void train_scoredNever_looksAtNoOtherImages_andTellsWhatTheTrainingDoes()
      throws InterruptedException {
    RecipeTrainer plain = WorkplaceContract.scorer(2, 3);
    LabelledImages unreadable = withPixels(plain.validation(), new Unreadable(plain.validation()));
    RecipeTrainer blind =
        new RecipeTrainer(
            plain.trainer(),
            plain.train(),
            unreadable,
            plain.seed(),
            Optional.of(unreadable),
            ScoredAt.NEVER);

    CandidateScores scores = blind.train(NORMALIZING);

    assertThat(scores.hasAccuracy()).isFalse();
    assertThat(scores.validationLoss()).isNaN();
    CandidateScores scored = plain.train(NORMALIZING);
    assertThat(scored.hasAccuracy()).isTrue();
    assertThat(scores)
        .usingRecursiveComparison()
        .ignoringFields("validationAccuracy", "validationLoss")
        .isEqualTo(scored);
    assertThat(blind.scoredImages()).isZero();
    assertThat(plain.scoredImages()).isEqualTo(plain.validation().size());
  }

  private static LabelledImages withPixels(LabelledImages images, Pixels pixels) {
    return new LabelledImages(images.shape(), images.classNames(), pixels, images.labels());
  }

  /** As many images as others, which fail as soon as one is read. */
  private record Unreadable(LabelledImages like) implements Pixels {

    @Override
    public int count() {
      return like.size();
    }

    @Override
    public int imageSize() {
      return like.shape().size();
    }

    @Override
    public void copy(int index, float[] into, int offset) {
      throw new OutOfMemoryError("of a test");
    }
  }
}
