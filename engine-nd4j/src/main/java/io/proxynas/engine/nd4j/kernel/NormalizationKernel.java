package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.nd4j.call.Call;
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
final class NormalizationKernel implements Kernel {

  private final Context context;
  private final Normalization normalization;
  private final double valuesOfGroup;

  private final Planes means;
  private final Planes squares;
  private final Planes slopes;
  private final Planes shifts;
  private final Call takeMeans;
  private final Call center;
  private final Call takeSquares;
  private final Call scale;
  private final Call shift;
  private final @Nullable Backward backward;

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
    takeMeans = means.sum(in.value());
    center = means.applied("subtract", in.value(), centered);
    takeSquares = squares.sumOfSquares(centered);
    scale = slopes.applied("multiply", centered, out.value());
    shift = shifts.applied("add", out.value(), out.value());
    groupMeans = new double[normalization.groupCount()];
    groupVariances = new double[normalization.groupCount()];
    sums = new double[normalization.groupCount()];
    products = new double[normalization.groupCount()];
    backward =
        context.pass().backward()
            ? new Backward(centered, out.requireGradient(), context.gradientOrScratch(in))
            : null;
  }

  @Override
  public void load() {
    for (int plane = 0; plane < shifts.values.length; plane++) {
      shifts.values[plane] = normalization.beta(context.state().weights(), plane);
    }
    shifts.send();
  }

  @Override
  public void forward() {
    takeMeans.run();
    means.receive();
    pool(means.values, groupMeans, 1 / valuesOfGroup);
    spread(groupMeans, means);
    center.run();
    takeSquares.run();
    squares.receive();
    pool(squares.values, groupVariances, 1 / valuesOfGroup);
    for (int plane = 0; plane < slopes.values.length; plane++) {
      slopes.values[plane] = (float) (gamma(plane) / deviation(plane));
    }
    slopes.send();
    scale.run();
    shift.run();
  }

  /** By group, the sum over its planes, times a factor. */
  private void pool(float[] values, double[] into, double factor) {
    Arrays.fill(into, 0);
    int[] groups = normalization.groups();
    for (int plane = 0; plane < values.length; plane++) {
      into[groups[plane]] += values[plane] * factor;
    }
  }

  private void spread(double[] values, Planes into) {
    int[] groups = normalization.groups();
    for (int plane = 0; plane < groups.length; plane++) {
      into.values[plane] = (float) values[groups[plane]];
    }
    into.send();
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

  @Override
  public void backward() {
    if (backward != null) {
      backward.run();
    }
  }

  /** The calls of the backward pass. */
  private final class Backward {

    private final Planes gradientSums;
    private final Planes productSums;
    private final Planes a;
    private final Planes b;
    private final Call[] sumUp;
    private final Call[] map;

    Backward(INDArray centered, INDArray outer, INDArray inner) {
      int planes = Math.toIntExact(centered.size(0));
      int pixels = Math.toIntExact(centered.size(1));
      gradientSums = new Planes(context, planes, pixels);
      productSums = new Planes(context, planes, pixels);
      a = new Planes(context, planes, pixels);
      b = new Planes(context, planes, pixels);
      sumUp =
          new Call[] {
            gradientSums.sum(outer),
            new NativeCall("multiply", outer, centered, inner),
            productSums.sum(inner)
          };
      map =
          new Call[] {
            a.applied("multiply", centered, inner),
            b.applied("add", inner, inner),
            slopes.applied("multiply", outer, outer),
            new NativeCall("add", inner, outer, inner)
          };
    }

    void run() {
      for (Call call : sumUp) {
        call.run();
      }
      gradientSums.receive();
      productSums.receive();
      if (context.pass().weightGradients()) {
        storeGradients();
      }
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
      for (Call call : map) {
        call.run();
      }
    }

    /** dβ = Σ dy and dγ = Σ dy·c/σ over the planes of a channel. */
    private void storeGradients() {
      clear(normalization.gamma());
      clear(normalization.beta());
      float[] gradients = context.state().gradients();
      for (int plane = 0; plane < gradientSums.values.length; plane++) {
        int channel = plane % normalization.channels();
        if (normalization.gamma() != null) {
          gradients[normalization.gamma().offset() + channel] +=
              productSums.values[plane] / deviation(plane);
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
}
