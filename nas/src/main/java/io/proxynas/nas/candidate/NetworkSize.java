package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Translator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * How large a network is, told from its configuration alone.
 *
 * @param parameters trainable values
 * @param flops floating-point operations (two a multiply-add) of one image's forward pass
 */
public record NetworkSize(long parameters, long flops) {

  /**
   * The size of a configuration's network.
   *
   * @param input shape of one image
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a part
   *     of it
   */
  public static NetworkSize of(ComputationGraphConfiguration configuration, ImageShape input) {
    Program program = Translator.translate(Definition.of(configuration), input);
    return new NetworkSize(program.trainable(), program.flops());
  }
}
