package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Form;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Statistics;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.util.Arrays;

/**
 * Normalisation of groups of channels of each image.
 *
 * <p>Forward: one pass takes mean and variance of each channel; those of a group are their mean,
 * and the mean of variance + (mean − group mean)²; a second pass normalises with them.
 *
 * <p>Backward, with x̂ the normalised input, σ the deviation of the group, m its number of values,
 * and the sums over it:
 *
 * <pre>
 *   dx = γ·dy/σ − (Σ γ·dy + x̂ Σ γ·dy·x̂) / (m·σ)
 * </pre>
 *
 * The first term and the sums a channel come from the primitive with given statistics; the second
 * is a·x + b for each channel, added in one more pass.
 */
final class GroupNormalizationKernel extends CallKernel {

  private final Context context;
  private final Operation.GroupNormalization operation;
  private final ChannelNormalization statistics;
  private final ChannelNormalization normalization;
  private final int channels;
  private final int pixels;

  /** Channels of a group. */
  private final int group;

  // One value a channel of each image.
  private final float[] means;
  private final float[] variances;
  private final float[] scaleGradients;
  private final float[] shiftGradients;
  private final float[] slopes;
  private final float[] intercepts;

  /**
   * @param shape of one image of the batch
   * @param in the batch as one image, see {@link Context#asOneImage}
   * @param out the same
   */
  GroupNormalizationKernel(
      Context context,
      Operation.GroupNormalization operation,
      boolean relu,
      ImageShape shape,
      Tensor in,
      Tensor out) {
    this.context = context;
    this.operation = operation;
    channels = shape.channels();
    pixels = shape.height() * shape.width();
    group = channels / operation.groups();
    int all = context.batch() * channels;
    means = new float[all];
    variances = new float[all];
    scaleGradients = new float[all];
    shiftGradients = new float[all];
    slopes = new float[all];
    intercepts = new float[all];
    Tensor source = context.withGradient(in);
    Tensor x = new Tensor(in.desc(), in.value(), null);
    float epsilon = operation.epsilon();
    Form measure = new Form(in.desc(), epsilon, Statistics.COMPUTED, false, true);
    statistics = new ChannelNormalization(context, measure, x, out);
    boolean trained = context.pass().backward();
    Form apply = new Form(in.desc(), epsilon, Statistics.GIVEN, relu, trained);
    normalization = new ChannelNormalization(context, apply, source, out);
    AffineOfImages affine = new AffineOfImages(context, operation, normalization);
    load(affine::spread);
    forward(statistics::forward).forward(this::pool).forward(normalization::forward);
    backward(normalization::backward);
    if (context.pass().weightGradients()) {
      backward(affine::gather);
    }
    if (source.gradient() != null) {
      // The output's values have served by the time of the backward pass.
      AffineSum correction = AffineSum.of(context, x, source.gradient(), out.value());
      backward(() -> correct(correction)).backward(correction);
    }
  }

  private void pool() {
    statistics.mean.get(0, means);
    statistics.variance.get(0, variances);
    for (int first = 0; first < means.length; first += group) {
      pool(first);
    }
    normalization.mean.put(0, means);
    normalization.variance.put(0, variances);
  }

  /** Replaces the statistics of the channels of a group by those of the whole group. */
  private void pool(int first) {
    double mean = 0;
    for (int c = first; c < first + group; c++) {
      mean += means[c];
    }
    mean /= group;
    double variance = 0;
    for (int c = first; c < first + group; c++) {
      double distance = means[c] - mean;
      variance += variances[c] + distance * distance;
    }
    Arrays.fill(means, first, first + group, (float) mean);
    Arrays.fill(variances, first, first + group, (float) (variance / group));
  }

  private void correct(AffineSum correction) {
    normalization.scaleGradient.get(0, scaleGradients);
    normalization.shiftGradient.get(0, shiftGradients);
    for (int first = 0; first < means.length; first += group) {
      correct(first);
    }
    correction.slopes().put(0, slopes);
    correction.intercepts().put(0, intercepts);
  }

  private void correct(int first) {
    float[] weights = context.state().weights();
    int gamma = operation.gamma().offset();
    double sum = 0;
    double sumOfNormal = 0;
    for (int c = first; c < first + group; c++) {
      float scale = weights[gamma + c % channels];
      sum += scale * shiftGradients[c];
      sumOfNormal += scale * scaleGradients[c];
    }
    double values = (double) group * pixels;
    double deviation = Math.sqrt(variances[first] + operation.epsilon());
    double a = -sumOfNormal / (values * deviation * deviation);
    double b = -sum / (values * deviation) - a * means[first];
    Arrays.fill(slopes, first, first + group, (float) a);
    Arrays.fill(intercepts, first, first + group, (float) b);
  }
}
