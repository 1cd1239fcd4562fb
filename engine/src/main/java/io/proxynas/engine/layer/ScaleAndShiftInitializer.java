package io.proxynas.engine.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays out and starts the parameters of a normalisation: gamma at one, then beta at zero. */
final class ScaleAndShiftInitializer implements ParamInitializer {

  static final String GAMMA = "gamma";
  static final String BETA = "beta";
  static final ScaleAndShiftInitializer INSTANCE = new ScaleAndShiftInitializer();

  private ScaleAndShiftInitializer() {}

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return 2 * ((FeedForwardLayer) layer).getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(GAMMA, BETA);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return false;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray view, boolean initialize) {
    Map<String, INDArray> parameters = split(configuration, view);
    if (initialize) {
      parameters.get(GAMMA).assign(1);
      parameters.get(BETA).assign(0);
    }
    configuration.addVariable(GAMMA);
    configuration.addVariable(BETA);
    return parameters;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray view) {
    return split(configuration, view);
  }

  private static Map<String, INDArray> split(NeuralNetConfiguration configuration, INDArray view) {
    long channels = ((FeedForwardLayer) configuration.getLayer()).getNOut();
    INDArray flat = view.reshape(view.length());
    Map<String, INDArray> parts = new LinkedHashMap<>();
    parts.put(GAMMA, flat.get(NDArrayIndex.interval(0, channels)));
    parts.put(BETA, flat.get(NDArrayIndex.interval(channels, 2 * channels)));
    return parts;
  }
}
