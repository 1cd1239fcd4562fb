package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.dl4j.Definition;
import io.proxynas.engine.dl4j.Translator;
import io.proxynas.engine.graph.Program;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * What a network costs, told from its configuration alone.
 *
 * @param flops floating-point operations of one image's forward pass, two a multiply-add
 * @param heapBytes Java memory of a training: weights, gradients and velocity
 * @param nativeBytes an estimate of the native memory of a training: values and gradients of a
 *     batch's activations, and the weights in each of the formats that the primitives ask for;
 *     oneDNN's own scratch space is not in it
 */
public record Cost(long flops, long heapBytes, long nativeBytes) {

  /** Plain, forward and backward formats of weights and of their gradients, at most. */
  private static final long WEIGHT_FORMATS = 6;

  /**
   * The cost of training a configuration.
   *
   * @param input shape of one image
   * @param batch images a step
   * @throws io.proxynas.engine.dl4j.UnsupportedLayerException if the engine does not know a part of
   *     it
   */
  public static Cost of(ComputationGraphConfiguration configuration, ImageShape input, int batch) {
    return of(Definition.of(configuration), input, batch);
  }

  /**
   * The cost of training a configuration.
   *
   * @param input shape of one image
   * @param batch images a step
   * @throws io.proxynas.engine.dl4j.UnsupportedLayerException if the engine does not know a part of
   *     it
   */
  public static Cost of(MultiLayerConfiguration configuration, ImageShape input, int batch) {
    return of(Definition.of(configuration), input, batch);
  }

  private static Cost of(Definition definition, ImageShape input, int batch) {
    Program program = Translator.translate(definition, input);
    long activations = program.shapes().stream().mapToLong(ImageShape::size).sum();
    return new Cost(
        program.flops(),
        3L * Float.BYTES * program.size(),
        Float.BYTES * (2 * activations * batch + WEIGHT_FORMATS * program.size()));
  }
}
