package io.proxynas.engine.torch.function;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Makes the function of an operation. */
public final class FunctionMaker implements Operation.Visitor<TensorFunction> {

  private static final long CHANNELS = 1;

  private final Context context;
  private final List<ImageShape> inputs;

  /**
   * @param inputs shapes of one image of each input
   */
  public FunctionMaker(Context context, List<ImageShape> inputs) {
    this.context = context;
    this.inputs = inputs;
  }

  private long[] shape(ImageShape shape) {
    return new long[] {context.batch(), shape.channels(), shape.height(), shape.width()};
  }

  @Override
  public TensorFunction visit(Operation.Sum operation) {
    List<Scalar> scales = operation.scales().stream().map(Scalar::new).toList();
    return in -> {
      Tensor sum = in.get(0).mul(scales.get(0));
      for (int i = 1; i < scales.size(); i++) {
        sum = sum.add(in.get(i), scales.get(i));
      }
      return sum;
    };
  }

  @Override
  public TensorFunction visit(Operation.Product operation) {
    return in -> in.get(0).mul(in.get(1));
  }

  /** The gradient goes to the larger, to the first if they are equal. */
  @Override
  public TensorFunction visit(Operation.Maximum operation) {
    return in -> torch.where(in.get(0).ge(in.get(1)), in.get(0), in.get(1));
  }

  @Override
  public TensorFunction visit(Operation.Broadcast operation) {
    long[] to = shape(operation.to());
    return in -> in.get(0).expand(to);
  }

  @Override
  public TensorFunction visit(Operation.Concatenation operation) {
    return in -> torch.cat(new TensorVector(in.toArray(Tensor[]::new)), CHANNELS);
  }

  @Override
  public TensorFunction visit(Operation.Convolution operation) {
    Tensor weights = context.parameters().of(operation.weights());
    TensorOptional bias = context.parameters().optional(operation.bias());
    Sliding window = new Sliding(operation.window());
    return in ->
        torch.conv2d(
            window.pad(in.get(0), 0),
            weights,
            bias,
            window.strides(),
            window.padding(),
            window.dilations(),
            operation.groups());
  }

  @Override
  public TensorFunction visit(Operation.BatchNormalization operation) {
    return new BatchNormalization(context, operation, inputs.get(0).channels());
  }

  @Override
  public TensorFunction visit(Operation.GroupNormalization operation) {
    TensorOptional gamma = context.parameters().optional(operation.gamma());
    TensorOptional beta = context.parameters().optional(operation.beta());
    return in ->
        torch.group_norm(in.get(0), operation.groups(), gamma, beta, operation.epsilon(), true);
  }

  @Override
  public TensorFunction visit(Operation.Activation operation) {
    return context.pass().holdsGates() && operation.isGate()
        ? new Gate(operation.alpha())
        : Activations.of(operation);
  }

  @Override
  public TensorFunction visit(Operation.Softmax operation) {
    return in -> torch.softmax(in.get(0), CHANNELS);
  }

  @Override
  public TensorFunction visit(Operation.Dropout operation) {
    return context.pass() == Pass.TRAIN
        ? new Dropout(context, operation, inputs.get(0))
        : in -> new Tensor(in.get(0));
  }

  @Override
  public TensorFunction visit(Operation.Padding operation) {
    return in -> Sliding.padded(in.get(0), operation.window(), 0);
  }

  @Override
  public TensorFunction visit(Operation.Reshape operation) {
    long[] to = shape(operation.to());
    return in -> in.get(0).reshape(to);
  }

  @Override
  public TensorFunction visit(Operation.Pooling operation) {
    return Pooling.of(context, operation, inputs.get(0));
  }

  @Override
  public TensorFunction visit(Operation.Dense operation) {
    Tensor weights = context.parameters().of(operation.weights());
    TensorOptional bias = context.parameters().optional(operation.bias());
    long[] rows = {context.batch(), inputs.get(0).size()};
    long[] to = shape(operation.output(inputs.get(0)));
    return in -> torch.linear(in.get(0).reshape(rows), weights, bias).view(to);
  }
}
