package io.proxynas.engine.internal.interpret;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a program on one image, instruction by instruction and in double, in dual numbers: each
 * value x comes with its derivative ẋ by t at t = 1, where t scales the weights of all convolutions
 * and dense layers (forward differentiation). By the product rule, a layer y = t·W·x gives ẏ = W·(x
 * + ẋ). Normalisation and dropout let values pass as they are.
 */
public final class DualInterpreter {

  private DualInterpreter() {}

  /**
   * The outputs.
   *
   * @param weights the flat parameter vector
   * @param image the values of one image, in the order channel, row, column
   */
  public static Dual outputs(Program program, float[] weights, double[] image) {
    ImageShape shape = program.input();
    List<Dual> values = new ArrayList<>();
    values.add(new Dual(shape, image, new double[shape.size()]));
    for (Instruction instruction : program.instructions()) {
      List<Dual> inputs = instruction.inputs().stream().map(values::get).toList();
      ImageShape to = instruction.operation().output(inputs.stream().map(Dual::shape).toList());
      values.add(
          instruction
              .operation()
              .accept(new Result(weights, inputs, inputs.get(0), Dual.zeros(to))));
    }
    return values.get(values.size() - 1);
  }

  /**
   * What an operation gives.
   *
   * @param weights the flat parameter vector
   * @param inputs of the operation
   * @param in the first of them
   * @param out zeros, to which it adds
   */
  private record Result(float[] weights, List<Dual> inputs, Dual in, Dual out)
      implements Operation.Visitor<Dual> {

    private double weight(Parameter parameter, int index) {
      return weights[parameter.offset() + index];
    }

    @Override
    public Dual visit(Operation.Convolution convolution) {
      int outputs = out.shape().channels() / convolution.groups();
      int inputs = in.shape().channels() / convolution.groups();
      int area = convolution.window().area();
      for (int o = 0; o < out.shape().channels(); o++) {
        if (convolution.bias() != null) {
          addBias(convolution.bias(), o, out);
        }
        for (int i = 0; i < inputs; i++) {
          int plane = o / outputs * inputs + i;
          for (int k = 0; k < area; k++) {
            double w = weight(convolution.weights(), (o * inputs + i) * area + k);
            addShifted(w, w, convolution.window(), k, in, plane, out, o);
          }
        }
      }
      return out;
    }

    private void addBias(Parameter bias, int channel, Dual out) {
      int plane = out.shape().height() * out.shape().width();
      Arrays.fill(out.x(), channel * plane, (channel + 1) * plane, weight(bias, channel));
    }

    /** Adds w times what the k-th value of a window sees as it slides over a plane; ẇ is dw. */
    private static void addShifted(
        double w, double dw, Window window, int k, Dual in, int inPlane, Dual out, int outPlane) {
      int columns = window.columns().kernel();
      int row = position(window.rows(), k / columns);
      int column = position(window.columns(), k % columns);
      int step = window.columns().stride();
      int first = column >= 0 ? 0 : (-column + step - 1) / step;
      int last = Math.min(out.shape().width(), (in.shape().width() - 1 - column + step) / step);
      for (int r = 0; r < out.shape().height(); r++) {
        int inRow = row + r * window.rows().stride();
        if (inRow < 0 || inRow >= in.shape().height()) {
          continue;
        }
        int from = (inPlane * in.shape().height() + inRow) * in.shape().width() + column;
        int to = (outPlane * out.shape().height() + r) * out.shape().width();
        for (int c = first; c < last; c++) {
          double x = in.x()[from + c * step];
          out.x()[to + c] += w * x;
          out.dx()[to + c] += dw * x + w * in.dx()[from + c * step];
        }
      }
    }

    /** Where the k-th value of a window lies when the window is at its first position. */
    private static int position(Axis axis, int k) {
      return k * axis.dilation() - axis.before();
    }

    @Override
    public Dual visit(Operation.Dense dense) {
      for (int o = 0; o < out.x().length; o++) {
        double x = 0;
        double dx = 0;
        for (int i = 0; i < in.x().length; i++) {
          double w = weight(dense.weights(), o * in.x().length + i);
          x += w * in.x()[i];
          dx += w * in.dx()[i];
        }
        out.x()[o] = dense.bias() == null ? x : x + weight(dense.bias(), o);
        out.dx()[o] = x + dx;
      }
      return out;
    }

    @Override
    public Dual visit(Operation.Activation activation) {
      for (int i = 0; i < in.x().length; i++) {
        out.x()[i] = ActivationFunction.value(activation, in.x()[i]);
        out.dx()[i] = ActivationFunction.slope(activation, in.x()[i]) * in.dx()[i];
      }
      return out;
    }

    /** Over the channels of each pixel; exponents are taken below the largest. */
    @Override
    public Dual visit(Operation.Softmax softmax) {
      int channels = in.shape().channels();
      int pixels = in.shape().height() * in.shape().width();
      for (int p = 0; p < pixels; p++) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = p; i < channels * pixels; i += pixels) {
          largest = Math.max(largest, in.x()[i]);
        }
        double sum = 0;
        for (int i = p; i < channels * pixels; i += pixels) {
          out.x()[i] = Math.exp(in.x()[i] - largest);
          sum += out.x()[i];
        }
        double mean = 0;
        for (int i = p; i < channels * pixels; i += pixels) {
          out.x()[i] /= sum;
          mean += out.x()[i] * in.dx()[i];
        }
        for (int i = p; i < channels * pixels; i += pixels) {
          out.dx()[i] = out.x()[i] * (in.dx()[i] - mean);
        }
      }
      return out;
    }

    @Override
    public Dual visit(Operation.Pooling pooling) {
      int position = 0;
      for (int plane = 0; plane < out.shape().channels(); plane++) {
        for (int row = 0; row < out.shape().height(); row++) {
          for (int column = 0; column < out.shape().width(); column++) {
            int[] seen = seen(pooling.window(), in.shape(), plane, row, column);
            if (pooling.kind() == Operation.Pooling.Kind.MAX) {
              copyLargest(in, seen, out, position);
            } else {
              boolean padding = pooling.kind() == Operation.Pooling.Kind.AVERAGE_WITH_PADDING;
              average(in, seen, padding ? pooling.window().area() : seen.length, out, position);
            }
            position++;
          }
        }
      }
      return out;
    }

    /** The places of the values of an image that a window sees at one of its positions. */
    private static int[] seen(Window window, ImageShape in, int plane, int row, int column) {
      int[] places = new int[window.area()];
      int count = 0;
      for (int k = 0; k < window.area(); k++) {
        int columns = window.columns().kernel();
        int r = position(window.rows(), k / columns) + row * window.rows().stride();
        int c = position(window.columns(), k % columns) + column * window.columns().stride();
        if (r >= 0 && r < in.height() && c >= 0 && c < in.width()) {
          places[count++] = (plane * in.height() + r) * in.width() + c;
        }
      }
      return Arrays.copyOf(places, count);
    }

    private static void copyLargest(Dual in, int[] seen, Dual out, int position) {
      int largest = seen[0];
      for (int place : seen) {
        largest = in.x()[place] > in.x()[largest] ? place : largest;
      }
      out.x()[position] = in.x()[largest];
      out.dx()[position] = in.dx()[largest];
    }

    private static void average(Dual in, int[] seen, int count, Dual out, int position) {
      for (int place : seen) {
        out.x()[position] += in.x()[place] / count;
        out.dx()[position] += in.dx()[place] / count;
      }
    }

    @Override
    public Dual visit(Operation.Padding padding) {
      for (int plane = 0; plane < in.shape().channels(); plane++) {
        addShifted(1, 0, padding.window(), 0, in, plane, out, plane);
      }
      return out;
    }

    @Override
    public Dual visit(Operation.Broadcast broadcast) {
      ImageShape from = in.shape();
      int position = 0;
      for (int channel = 0; channel < out.shape().channels(); channel++) {
        for (int row = 0; row < out.shape().height(); row++) {
          for (int column = 0; column < out.shape().width(); column++) {
            int plane = from.channels() == 1 ? 0 : channel;
            int line = plane * from.height() + (from.height() == 1 ? 0 : row);
            int place = line * from.width() + (from.width() == 1 ? 0 : column);
            out.x()[position] = in.x()[place];
            out.dx()[position] = in.dx()[place];
            position++;
          }
        }
      }
      return out;
    }

    @Override
    public Dual visit(Operation.Sum sum) {
      for (int term = 0; term < inputs.size(); term++) {
        double scale = sum.scales().get(term);
        Dual in = inputs.get(term);
        for (int i = 0; i < out.x().length; i++) {
          out.x()[i] += scale * in.x()[i];
          out.dx()[i] += scale * in.dx()[i];
        }
      }
      return out;
    }

    @Override
    public Dual visit(Operation.Product product) {
      Dual a = in;
      Dual b = inputs.get(1);
      for (int i = 0; i < out.x().length; i++) {
        out.x()[i] = a.x()[i] * b.x()[i];
        out.dx()[i] = a.x()[i] * b.dx()[i] + a.dx()[i] * b.x()[i];
      }
      return out;
    }

    @Override
    public Dual visit(Operation.Maximum maximum) {
      Dual a = in;
      Dual b = inputs.get(1);
      for (int i = 0; i < out.x().length; i++) {
        Dual larger = a.x()[i] >= b.x()[i] ? a : b;
        out.x()[i] = larger.x()[i];
        out.dx()[i] = larger.dx()[i];
      }
      return out;
    }

    @Override
    public Dual visit(Operation.Concatenation concatenation) {
      int position = 0;
      for (Dual in : inputs) {
        System.arraycopy(in.x(), 0, out.x(), position, in.x().length);
        System.arraycopy(in.dx(), 0, out.dx(), position, in.dx().length);
        position += in.x().length;
      }
      return out;
    }

    @Override
    public Dual visit(Operation.BatchNormalization normalization) {
      return in;
    }

    @Override
    public Dual visit(Operation.GroupNormalization normalization) {
      return in;
    }

    @Override
    public Dual visit(Operation.Dropout dropout) {
      return in;
    }

    @Override
    public Dual visit(Operation.Reshape reshape) {
      return new Dual(reshape.to(), in.x(), in.dx());
    }
  }
}
