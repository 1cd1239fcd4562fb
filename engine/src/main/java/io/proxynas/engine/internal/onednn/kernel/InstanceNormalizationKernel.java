package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Form;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Statistics;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;

/**
 * Normalisation of each channel of each image, with ReLU in the same pass where it follows: one
 * pass over the data each way.
 */
final class InstanceNormalizationKernel extends CallKernel {

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
    boolean trained = context.pass().backward();
    Form form = new Form(in.desc(), operation.epsilon(), Statistics.COMPUTED, relu, trained);
    var normalization = new ChannelNormalization(context, form, context.withGradient(in), out);
    AffineOfImages affine = new AffineOfImages(context, operation, normalization);
    load(affine::spread);
    forward(normalization::forward).backward(normalization::backward);
    if (context.pass().weightGradients()) {
      backward(affine::gather);
    }
  }
}
