package io.proxynas.engine.onednn;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.onednn.ChannelNormalization.Form;
import io.proxynas.engine.onednn.ChannelNormalization.Statistics;
import org.bytedeco.dnnl.memory;

/**
 * Normalisation of each channel of each image, with ReLU in the same pass where it follows: one
 * pass over the data each way.
 */
final class InstanceNormalizationKernel implements Kernel {

  private final Context context;
  private final AffineOfImages affine;
  private final ChannelNormalization normalization;

  InstanceNormalizationKernel(
      Context context,
      Operation.GroupNormalization operation,
      boolean relu,
      ImageShape shape,
      Tensor in,
      Tensor out) {
    this.context = context;
    affine = new AffineOfImages(context, operation);
    memory.desc view = context.asOneImage(shape);
    Form form =
        new Form(
            view,
            context.batch() * shape.channels(),
            operation.epsilon(),
            Statistics.COMPUTED,
            relu,
            context.pass().backward());
    normalization =
        new ChannelNormalization(
            context,
            form,
            context.view(in.value(), view),
            context.view(out.value(), view),
            context.viewOrNull(context.gradientOrScratch(in), view),
            context.viewOrNull(out.gradient(), view));
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
