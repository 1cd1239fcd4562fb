package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Form;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Statistics;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

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
final class GroupNormalizationKernel implements Kernel {

  private final Context context;
  private final Operation.GroupNormalization operation;
  private final AffineOfImages affine;
  private final ChannelNormalization statistics;
  private final ChannelNormalization normalization;
  private final @Nullable ChannelNormalization correction;
  private final @Nullable Call addition;
  private final int channels;
  private final int pixels;

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
    affine = new AffineOfImages(context, operation);
    channels = shape.channels();
    pixels = shape.height() * shape.width();
    int all = context.batch() * channels;
    memory.desc view = in.desc();
    memory source = in.value();
    memory destination = out.value();
    memory sourceGradient = context.gradientOrScratch(in);
    boolean trained = context.pass().backward();
    Form measure = new Form(view, all, operation.epsilon(), Statistics.COMPUTED, false, true);
    statistics = new ChannelNormalization(context, measure, source, destination, null, null);
    Form apply = new Form(view, all, operation.epsilon(), Statistics.GIVEN, relu, trained);
    normalization =
        new ChannelNormalization(
            context, apply, source, destination, sourceGradient, out.gradient());
    if (sourceGradient == null) {
      correction = null;
      addition = null;
    } else {
      // Mean 0 and variance 1 make slope · x + intercept of the normalisation. The output's values
      // have served by the time of the backward pass.
      Form affineMap = new Form(view, all, operation.epsilon(), Statistics.GIVEN, false, false);
      correction = new ChannelNormalization(context, affineMap, source, destination, null, null);
      for (int c = 0; c < correction.mean.capacity(); c++) {
        correction.mean.put(c, 0);
        correction.variance.put(c, 1 - operation.epsilon());
      }
      addition =
          Call.binary(context, algorithm.binary_add, sourceGradient, destination, sourceGradient);
    }
    means = new float[all];
    variances = new float[all];
    scaleGradients = new float[all];
    shiftGradients = new float[all];
    slopes = new float[all];
    intercepts = new float[all];
  }

  @Override
  public void load() {
    affine.spread(normalization.scale, normalization.shift);
  }

  @Override
  public void forward() {
    statistics.forward();
    statistics.mean.get(0, means);
    statistics.variance.get(0, variances);
    int group = channels / operation.groups();
    for (int first = 0; first < means.length; first += group) {
      pool(first, group);
    }
    normalization.mean.put(0, means);
    normalization.variance.put(0, variances);
    normalization.forward();
  }

  /** Replaces the statistics of the channels of a group by those of the whole group. */
  private void pool(int first, int group) {
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
    java.util.Arrays.fill(means, first, first + group, (float) mean);
    java.util.Arrays.fill(variances, first, first + group, (float) (variance / group));
  }

  @Override
  public void backward() {
    normalization.backward();
    if (context.pass().weightGradients()) {
      affine.gather(normalization.scaleGradient, normalization.shiftGradient);
    }
    if (correction == null || addition == null) {
      return;
    }
    normalization.scaleGradient.get(0, scaleGradients);
    normalization.shiftGradient.get(0, shiftGradients);
    int group = channels / operation.groups();
    for (int first = 0; first < means.length; first += group) {
      correct(first, group);
    }
    correction.scale.put(0, slopes);
    correction.shift.put(0, intercepts);
    correction.forward();
    addition.run(context.stream());
  }

  private void correct(int first, int group) {
    float[] weights = context.weights();
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
    java.util.Arrays.fill(slopes, first, first + group, (float) a);
    java.util.Arrays.fill(intercepts, first, first + group, (float) b);
  }
}
