package io.proxynas.engine.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What DL4J runs for {@link GroupNormalization}: y = γ·x̂ + β with x̂ = (x − μ)/σ over a group, and
 * backward
 *
 * <pre>
 *   dx = (γ·dy − mean(γ·dy) − x̂·mean(γ·dy·x̂)) / σ
 * </pre>
 */
final class GroupNormalizationLayer extends BaseLayer<GroupNormalization> {

  private static final long serialVersionUID = 1;

  GroupNormalizationLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray y =
        normal()
            .mul(perChannel(ScaleAndShiftInitializer.GAMMA))
            .add(perChannel(ScaleAndShiftInitializer.BETA));
    return workspaces.dup(ArrayType.ACTIVATIONS, y);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray normal = normal();
    INDArray gamma = gradientViews.get(ScaleAndShiftInitializer.GAMMA);
    INDArray beta = gradientViews.get(ScaleAndShiftInitializer.BETA);
    gamma.assign(epsilon.mul(normal).sum(0, 2, 3));
    beta.assign(epsilon.sum(0, 2, 3));
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(ScaleAndShiftInitializer.GAMMA, gamma);
    gradient.setGradientFor(ScaleAndShiftInitializer.BETA, beta);

    INDArray scaled = grouped(epsilon.mul(perChannel(ScaleAndShiftInitializer.GAMMA)));
    INDArray x = grouped(normal);
    INDArray inner = scaled.sub(scaled.mean(true, 2)).sub(x.mul(scaled.mul(x).mean(true, 2)));
    INDArray dx = inner.div(deviation()).reshape('c', input.shape());
    return new Pair<>(gradient, workspaces.dup(ArrayType.ACTIVATION_GRAD, dx));
  }

  /** (N, C, H, W), each group with zero mean and unit deviation. */
  private INDArray normal() {
    INDArray x = grouped(input);
    return x.sub(x.mean(true, 2)).div(deviation()).reshape('c', input.shape());
  }

  /** (N, G, 1). */
  private INDArray deviation() {
    INDArray x = grouped(input);
    INDArray centred = x.sub(x.mean(true, 2));
    return Transforms.sqrt(centred.mul(centred).mean(true, 2).add(GroupNormalization.EPSILON));
  }

  /** (N, C, H, W) to (N, G, C/G·H·W). */
  private INDArray grouped(INDArray images) {
    int groups = layerConf().groupsOfChannels();
    long size = images.length() / images.size(0) / groups;
    return images.dup('c').reshape('c', images.size(0), groups, size);
  }

  private INDArray perChannel(String key) {
    return getParam(key).reshape(1, layerConf().getNOut(), 1, 1);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
