package io.proxynas.nas.space.chain;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.Stack;
import java.io.Serializable;
import java.util.List;

/** A layer that a user's file can name. */
sealed interface ChainLayer extends Serializable {

  /** Puts the layer onto the stack. */
  void addTo(Stack stack);

  /**
   * A square convolution with bias, padded to keep the image's size, or to halve it.
   *
   * @param filters at least 1
   * @param kernel odd, at least 1
   * @param stride 1 or 2
   */
  record Convolution(int filters, int kernel, int stride) implements ChainLayer {
    @Override
    public void addTo(Stack stack) {
      stack.convolution(filters, kernel, stride, kernel / 2);
    }
  }

  /** Of the channels. */
  record Normalization(ConvNet.Normalization kind) implements ChainLayer {
    @Override
    public void addTo(Stack stack) {
      stack.normalization(kind);
    }
  }

  /** A function of each value. */
  record Activation(ConvNet.Activation function) implements ChainLayer {
    @Override
    public void addTo(Stack stack) {
      stack.activation(ConvNet.dl4j(function));
    }
  }

  /** Halves the image by 2x2 windows. */
  record Pooling(ConvNet.Pooling kind) implements ChainLayer {
    @Override
    public void addTo(Stack stack) {
      switch (kind) {
        case NONE -> {}
        case MAX -> stack.maxPooling();
        case AVERAGE -> stack.averagePooling();
      }
    }
  }

  /** The mean of each channel. */
  record GlobalAverage() implements ChainLayer {
    @Override
    public void addTo(Stack stack) {
      stack.globalAverage();
    }
  }

  /**
   * A dense layer with ReLU.
   *
   * @param width at least 1
   */
  record Dense(int width) implements ChainLayer {
    @Override
    public void addTo(Stack stack) {
      stack.dense(width);
    }
  }

  /**
   * Layers whose values are added to their input; they must keep its shape.
   *
   * @param layers at least 1
   */
  record Residual(List<ChainLayer> layers) implements ChainLayer {
    public Residual {
      layers = List.copyOf(layers);
    }

    @Override
    public void addTo(Stack stack) {
      String input = stack.top();
      layers.forEach(layer -> layer.addTo(stack));
      stack.plus(input);
    }
  }
}
