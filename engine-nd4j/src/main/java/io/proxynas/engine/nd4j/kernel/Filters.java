package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.Transfer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights and bias of a convolution in the form that ND4J's operation takes, and their gradients.
 * The flat vector has (out, in / groups, height, width).
 *
 * <ul>
 *   <li>One group: (out, in, height, width), ND4J's weight format 1, as in the flat vector.
 *   <li>As many groups as inputs: (height, width, in, multiplier), format 0 of the depthwise
 *       operation; with others it leaves its fast code.
 *   <li>Otherwise: (out, in, height, width), zero where input and output are of different groups.
 * </ul>
 */
final class Filters {

  private final Context context;
  private final Operation.Convolution operation;
  private final boolean depthwise;
  private final INDArray weights;
  private final @Nullable INDArray bias;
  private final INDArray weightGradient;
  private final @Nullable INDArray biasGradient;

  /** By index in the parameter: the index in {@link #staging}; empty where they are the same. */
  private final int[] places;

  private final float[] staging;

  Filters(Context context, Operation.Convolution operation, int channels) {
    this.context = context;
    this.operation = operation;
    Parameter parameter = operation.weights();
    int[] shape = parameter.shape();
    depthwise = operation.groups() > 1 && operation.groups() == channels;
    long[] lengths =
        depthwise
            ? new long[] {shape[2], shape[3], channels, shape[0] / channels}
            : new long[] {shape[0], channels, shape[2], shape[3]};
    weights = context.array(lengths);
    weightGradient = context.array(lengths);
    bias = operation.bias() == null ? null : context.array(shape[0]);
    biasGradient = operation.bias() == null ? null : context.array(shape[0]);
    places = operation.groups() == 1 ? new int[0] : new int[parameter.size()];
    staging = new float[places.length == 0 ? 0 : Math.toIntExact(weights.length())];
    int area = shape[2] * shape[3];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(i / area / shape[1], i / area % shape[1], i % area, channels);
    }
  }

  private int place(int out, int in, int position, int channels) {
    int[] shape = operation.weights().shape();
    int group = out / (shape[0] / operation.groups());
    if (depthwise) {
      int multiplier = shape[0] / channels;
      return (position * channels + group) * multiplier + out % multiplier;
    }
    return (out * channels + group * shape[1] + in) * shape[2] * shape[3] + position;
  }

  boolean depthwise() {
    return depthwise;
  }

  INDArray weights() {
    return weights;
  }

  @Nullable INDArray bias() {
    return bias;
  }

  INDArray weightGradient() {
    return weightGradient;
  }

  @Nullable INDArray biasGradient() {
    return biasGradient;
  }

  /** Takes weights and bias over from the flat vector. */
  void load() {
    context.load(operation.bias(), bias);
    if (places.length == 0) {
      context.load(operation.weights(), weights);
      return;
    }
    java.util.Arrays.fill(staging, 0);
    float[] flat = context.state().weights();
    int offset = operation.weights().offset();
    for (int i = 0; i < places.length; i++) {
      staging[places[i]] = flat[offset + i];
    }
    Transfer.put(staging, 0, weights);
  }

  /** Stores the gradients in the flat vector. */
  void store() {
    context.store(biasGradient, operation.bias());
    if (places.length == 0) {
      context.store(weightGradient, operation.weights());
      return;
    }
    Transfer.get(weightGradient, staging, 0);
    float[] flat = context.state().gradients();
    int offset = operation.weights().offset();
    for (int i = 0; i < places.length; i++) {
      flat[offset + i] = staging[places[i]];
    }
  }
}
