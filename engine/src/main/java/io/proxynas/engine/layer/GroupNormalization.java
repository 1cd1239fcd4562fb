package io.proxynas.engine.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * DL4J layer: normalisation over groups of channels of one image, with a scale and a shift a
 * channel (Wu and He, arXiv 1803.08494, equation 7). It stands for three layers that DL4J lacks:
 * {@link #layer}, {@link #instance} and {@link #group}. DL4J trains, saves and loads networks with
 * it; the engine runs its own kernels instead.
 *
 * <p>Input and output: (N, C, H, W). Parameters: {@code gamma} (C), {@code beta} (C).
 */
public final class GroupNormalization extends FeedForwardLayer {

  /** Added to the variance. */
  public static final double EPSILON = 1e-5;

  private static final long serialVersionUID = 1;

  // Zero means one group a channel, whatever the number of channels. DL4J's JSON reader sets it.
  @JsonProperty private int groups;

  /** For DL4J's JSON reader. */
  public GroupNormalization() {}

  private GroupNormalization(int groups) {
    this.groups = groups;
    activationFn = new ActivationIdentity();
  }

  /** Statistics over all channels of an image: one group. */
  public static GroupNormalization layer() {
    return new GroupNormalization(1);
  }

  /** Statistics over each channel of an image. */
  public static GroupNormalization instance() {
    return new GroupNormalization(0);
  }

  /**
   * Statistics over groups of adjacent channels of an image.
   *
   * @param groups number of groups, at least 1; must divide the channels
   */
  public static GroupNormalization group(int groups) {
    if (groups < 1) {
      throw new IllegalArgumentException(
          "the number of groups must be at least 1, but was " + groups);
    }
    return new GroupNormalization(groups);
  }

  /** The number of groups, known once the input type is set. */
  public int groupsOfChannels() {
    return groups == 0 ? Math.toIntExact(nOut) : groups;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (!(inputType instanceof InputType.InputTypeConvolutional image)) {
      throw new IllegalArgumentException(
          "group normalization needs images (N, C, H, W), but layer "
              + layerName
              + " gets "
              + inputType);
    }
    nIn = image.getChannels();
    nOut = nIn;
    if (nIn % groupsOfChannels() != 0) {
      throw new IllegalArgumentException(
          "the number of groups must divide the channels, but layer "
              + layerName
              + " has "
              + groups
              + " groups and "
              + nIn
              + " channels");
    }
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return inputType;
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public List<Regularization> getRegularizationByParam(String parameter) {
    return List.of();
  }

  @Override
  public ParamInitializer initializer() {
    return ScaleAndShiftInitializer.INSTANCE;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parametersView,
      boolean initialize,
      DataType type) {
    LayerValidation.assertNOutSet("GroupNormalization", getLayerName(), index, getNOut());
    GroupNormalizationLayer layer = new GroupNormalizationLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parametersView);
    layer.setParamTable(initializer().init(configuration, parametersView, initialize));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long values = inputType.arrayElementsPerExample();
    return new LayerMemoryReport.Builder(layerName, GroupNormalization.class, inputType, inputType)
        .standardMemory(2 * nOut, 0)
        .workingMemory(0, values, 0, 2 * values)
        .cacheMemory(0, 0)
        .build();
  }
}
