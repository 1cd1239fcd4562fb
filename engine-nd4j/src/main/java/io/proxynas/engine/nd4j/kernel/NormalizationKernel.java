package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Normalisation by the batch's statistics: of batches, groups, layers and instances alike.
 *
 * <p>ND4J reduces planes and maps them by a·x + b, in Java the planes of a group are pooled, in
 * double. With c = x − mean the centred input, σ the deviation of its group and m the number of
 * values of a group:
 *
 * <pre>
 *   y  = γ·c/σ + β
 *   dx = γ·dy/σ − Σ γ·dy / (m·σ) − c · Σ γ·dy·c / (m·σ³)
 * </pre>
 *
 * ND4J's own {@code standardize}, {@code layer_norm} and {@code batchnorm_bp} take several times as
 * long.
 */
class NormalizationKernel extends CallKernel {

  private final Context context;
  private final Normalization normalization;
  private final double valuesOfGroup;

  private final Planes means;
  private final Planes squares;
  private final Planes slopes;
  private final Planes shifts;

  /** By group. */
  private final double[] groupMeans;

  private final double[] groupVariances;
  private final double[] sums;
  private final double[] products;

  NormalizationKernel(
      Context context, Normalization normalization, ImageShape shape, Tensor from, Tensor to) {
    this.context = context;
    this.normalization = normalization;
    int planes = normalization.groups().length;
    int pixels = shape.height() * shape.width();
    valuesOfGroup = (double) planes / normalization.groupCount() * pixels;
    Tensor in = from.reshape(planes, pixels);
    Tensor out = to.reshape(planes, pixels);
    INDArray centered = context.array(planes, pixels);
    means = new Planes(context, planes, pixels);
    squares = new Planes(context, planes, pixels);
    slopes = new Planes(context, planes, pixels);
    shifts = new Planes(context, planes, pixels);
    groupMeans = new double[normalization.groupCount()];
    groupVariances = new double[normalization.groupCount()];
    sums = new double[normalization.groupCount()];
    products = new double[normalization.groupCount()];
    load(this::loadShifts);
    forward(means.sum(in.value())).forward(this::poolMeans);
    forward(means.applied("subtract", in.value(), centered));
    forward(squares.sumOfSquares(centered)).forward(this::poolSquares);
    forward(slopes.applied("multiply", centered, out.value()));
    forward(shifts.applied("add", out.value(), out.value()));
    if (context.pass().backward()) {
      addBackward(centered, out.requireGradient(), context.gradientOrScratch(in));
    }
  }

  private void loadShifts() {
    for (int plane = 0; plane < shifts.values.length; plane++) {
      shifts.values[plane] = normalization.beta(context.state().weights(), plane);
    }
    shifts.send();
  }

  private void poolMeans() {
    means.receive();
    pool(means.values, groupMeans, 1 / valuesOfGroup);
    int[] groups = normalization.groups();
    for (int plane = 0; plane < groups.length; plane++) {
      means.values[plane] = (float) groupMeans[groups[plane]];
    }
    means.send();
  }

  private void poolSquares() {
    squares.receive();
    pool(squares.values, groupVariances, 1 / valuesOfGroup);
    for (int plane = 0; plane < slopes.values.length; plane++) {
      slopes.values[plane] = (float) (gamma(plane) / deviation(plane));
    }
    slopes.send();
  }

  /** By group, the sum over its planes, times a factor. */
  private void pool(float[] values, double[] into, double factor) {
    Arrays.fill(into, 0);
    int[] groups = normalization.groups();
    for (int plane = 0; plane < values.length; plane++) {
      into[groups[plane]] += values[plane] * factor;
    }
  }

  private double gamma(int plane) {
    return normalization.gamma(context.state().weights(), plane);
  }

  private double deviation(int plane) {
    return Math.sqrt(groupVariances[normalization.groups()[plane]] + normalization.epsilon());
  }

  /** The mean of each group, of the last forward pass. */
  double[] groupMeans() {
    return groupMeans;
  }

  /** The variance of each group, of the last forward pass. */
  double[] groupVariances() {
    return groupVariances;
  }

  private void addBackward(INDArray centered, INDArray outer, INDArray inner) {
    int planes = Math.toIntExact(centered.size(0));
    int pixels = Math.toIntExact(centered.size(1));
    Planes gradientSums = new Planes(context, planes, pixels);
    Planes productSums = new Planes(context, planes, pixels);
    Planes a = new Planes(context, planes, pixels);
    Planes b = new Planes(context, planes, pixels);
    backward(gradientSums.sum(outer));
    backward(new NativeCall("multiply", outer, centered, inner));
    backward(productSums.sum(inner));
    backward(gradientSums::receive).backward(productSums::receive);
    if (context.pass().weightGradients()) {
      backward(() -> storeGradients(gradientSums, productSums));
    }
    backward(() -> poolGradients(gradientSums, productSums, a, b));
    backward(a.applied("multiply", centered, inner));
    backward(b.applied("add", inner, inner));
    backward(slopes.applied("multiply", outer, outer));
    backward(new NativeCall("add", inner, outer, inner));
  }

  private void poolGradients(Planes gradientSums, Planes productSums, Planes a, Planes b) {
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
    int[] groups = normalization.groups();
    for (int plane = 0; plane < groups.length; plane++) {
      sums[groups[plane]] += gamma(plane) * gradientSums.values[plane];
      products[groups[plane]] += gamma(plane) * productSums.values[plane];
    }
    for (int plane = 0; plane < groups.length; plane++) {
      double deviation = deviation(plane);
      double share = 1 / (valuesOfGroup * deviation);
      a.values[plane] = (float) (-products[groups[plane]] * share / (deviation * deviation));
      b.values[plane] = (float) (-sums[groups[plane]] * share);
    }
    a.send();
    b.send();
  }

  /** dβ = Σ dy and dγ = Σ dy·c/σ over the planes of a channel. */
  private void storeGradients(Planes gradientSums, Planes productSums) {
    clear(normalization.gamma());
    clear(normalization.beta());
    float[] gradients = context.state().gradients();
    for (int plane = 0; plane < gradientSums.values.length; plane++) {
      int channel = plane % normalization.channels();
      if (normalization.gamma() != null) {
        int gamma = normalization.gamma().offset() + channel;
        gradients[gamma] =
            (float) (gradients[gamma] + productSums.values[plane] / deviation(plane));
      }
      if (normalization.beta() != null) {
        gradients[normalization.beta().offset() + channel] += gradientSums.values[plane];
      }
    }
  }

  private void clear(@Nullable Parameter parameter) {
    if (parameter != null) {
      int from = parameter.offset();
      Arrays.fill(context.state().gradients(), from, from + parameter.size(), 0);
    }
  }
}
