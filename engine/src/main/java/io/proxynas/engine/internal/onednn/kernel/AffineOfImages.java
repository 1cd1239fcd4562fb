package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.nio.FloatBuffer;

/**
 * The scale and shift of a normalisation that keeps its statistics apart for each image: spreads γ
 * and β over the images of a batch, and gathers their gradients. Vectors have N·C values, image by
 * image.
 */
final class AffineOfImages {

  private final Context context;
  private final Operation.GroupNormalization operation;
  private final ChannelNormalization normalization;
  private final int channels;
  private final float[] spread;

  AffineOfImages(
      Context context, Operation.GroupNormalization operation, ChannelNormalization normalization) {
    this.context = context;
    this.operation = operation;
    this.normalization = normalization;
    this.channels = operation.gamma().size();
    this.spread = new float[context.batch() * channels];
  }

  void spread() {
    spread(operation.gamma().offset(), normalization.scale);
    spread(operation.beta().offset(), normalization.shift);
  }

  private void spread(int offset, FloatBuffer into) {
    for (int n = 0; n < context.batch(); n++) {
      System.arraycopy(context.state().weights(), offset, spread, n * channels, channels);
    }
    into.put(0, spread);
  }

  void gather() {
    gather(normalization.scaleGradient, operation.gamma().offset());
    gather(normalization.shiftGradient, operation.beta().offset());
  }

  private void gather(FloatBuffer from, int offset) {
    from.get(0, spread);
    float[] gradients = context.state().gradients();
    for (int c = 0; c < channels; c++) {
      gradients[offset + c] = 0;
    }
    for (int n = 0; n < context.batch(); n++) {
      for (int c = 0; c < channels; c++) {
        gradients[offset + c] += spread[n * channels + c];
      }
    }
  }
}
