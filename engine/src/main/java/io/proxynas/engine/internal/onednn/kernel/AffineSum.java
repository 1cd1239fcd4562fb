package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Form;
import io.proxynas.engine.internal.onednn.kernel.ChannelNormalization.Statistics;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/**
 * y ← y + slope · x + intercept, with a slope and an intercept for each channel: in one pass where
 * oneDNN has generated code for it, which takes a quarter of the time, else by a normalisation and
 * a sum.
 *
 * @param slopes one a channel
 * @param intercepts one a channel
 */
record AffineSum(FloatBuffer slopes, FloatBuffer intercepts, Runnable call) implements Runnable {

  /**
   * Makes the primitives.
   *
   * @param x the input, as one image
   * @param y changed
   * @param space of the size of y, may be overwritten
   */
  static AffineSum of(Context context, Tensor x, memory y, memory space) {
    memory.desc vector = Context.channels(x.desc());
    memory slopes = context.allocate(vector);
    memory intercepts = context.allocate(vector);
    Optional<Call> call = Call.affineSum(context, x.value(), slopes, intercepts, y);
    return call.isPresent()
        ? new AffineSum(Context.buffer(slopes), Context.buffer(intercepts), call.get())
        : inTwoPasses(context, x, y, space);
  }

  /** Mean 0 and variance 1 make slope · x + intercept of the normalisation. */
  private static AffineSum inTwoPasses(Context context, Tensor x, memory y, memory space) {
    Form form = new Form(x.desc(), EPSILON, Statistics.GIVEN, false, false);
    Tensor product = new Tensor(x.desc(), space, null);
    var map = new ChannelNormalization(context, form, x, product);
    for (int c = 0; c < map.mean.capacity(); c++) {
      map.mean.put(c, 0);
      map.variance.put(c, 1 - EPSILON);
    }
    Call sum = Call.binary(context, algorithm.binary_add, y, space, y);
    return new AffineSum(
        map.scale,
        map.shift,
        () -> {
          map.forward();
          sum.run();
        });
  }

  /** A power of two, so that the variance and it are 1. */
  private static final float EPSILON = 0x1p-10f;

  @Override
  public void run() {
    call.run();
  }
}
