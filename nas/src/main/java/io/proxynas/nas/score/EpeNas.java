package io.proxynas.nas.score;

import io.proxynas.engine.Network;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Efficient performance estimation without training (Lopes, Alirezazadeh, Alexandre, "EPE-NAS",
 * ICANN 2021, arXiv 2102.08099, section 3): within each class, the correlations ρ of the images'
 * pixel gradients give E = Σ ln(|ρ| + k), k = 1e-5. The score is the sum of |E| over the classes of
 * the batch; with more than {@value #MANY_CLASSES} classes, where each has few images, E is divided
 * by the number of images of the class, and the score is the mean over classes of the sum of the
 * differences |Eᵢ − Eⱼ|, as in the authors' program.
 *
 * <p>−∞ where an image's gradient is the same at all pixels.
 */
final class EpeNas implements TrainingFreeScore {

  private static final double K = 1e-5;
  private static final int MANY_CLASSES = 100;

  @Override
  public double of(Network network, ScoringBatch batch) {
    BatchJacobian jacobian = BatchJacobian.of(network, batch);
    boolean many = batch.classes() > MANY_CLASSES;
    double[] byClass =
        IntStream.range(0, batch.classes())
            .mapToObj(label -> imagesOf(batch, label))
            .filter(images -> images.length > 0)
            .mapToDouble(images -> evaluated(jacobian.correlations(images), many))
            .toArray();
    double score = many ? differences(byClass) : Arrays.stream(byClass).map(Math::abs).sum();
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  private static int[] imagesOf(ScoringBatch batch, int label) {
    return IntStream.range(0, batch.count()).filter(i -> batch.labels()[i] == label).toArray();
  }

  /** E of one class. */
  static double evaluated(double[][] correlations, boolean perImage) {
    double sum =
        Arrays.stream(correlations)
            .flatMapToDouble(Arrays::stream)
            .map(correlation -> Math.log(Math.abs(correlation) + K))
            .sum();
    return perImage ? sum / correlations.length : sum;
  }

  private static double differences(double[] byClass) {
    return Arrays.stream(byClass)
            .map(one -> Arrays.stream(byClass).map(other -> Math.abs(one - other)).sum())
            .sum()
        / byClass.length;
  }
}
