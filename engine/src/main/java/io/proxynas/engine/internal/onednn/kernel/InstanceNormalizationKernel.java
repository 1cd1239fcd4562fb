package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Form;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Statistics;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;

/**
 * Normalisation of each channel of each image, with ReLU in the same pass where it follows: one
 * pass over the data each way.
 */
final class InstanceNormalizationKernel implements Kernel {

  private final Context context;
  private final AffineOfImages affine;
  private final ChannelNormalization normalization;

  /**
   * @param in a batch as one image, see {@link Context#asOneImage}
   * @param out the same
   */
  InstanceNormalizationKernel(
      Context context,
      Operation.GroupNormalization operation,
      boolean relu,
      Tensor in,
      Tensor out) {
    this.context = context;
    affine = new AffineOfImages(context, operation);
    Form form =
        new Form(
            in.desc(),
            context.batch() * operation.groups(),
            operation.epsilon(),
            Statistics.COMPUTED,
            relu,
            context.pass().backward());
    normalization =
        new ChannelNormalization(
            context, form, in.value(), out.value(), context.gradientOrScratch(in), out.gradient());
  }

  @Override
  public void load() {
    affine.spread(normalization.scale, normalization.shift);
  }

  @Override
  public void forward() {
    normalization.forward();
  }

  @Override
  public void backward() {
    normalization.backward();
    if (context.pass().weightGradients()) {
      affine.gather(normalization.scaleGradient, normalization.shiftGradient);
    }
  }
}
