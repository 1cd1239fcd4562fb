package io.proxynas.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.ChannelStatistics;
import java.util.Map;
import onnx.Onnx;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Images of two pixels, which become 1 and −1; weights ((1, 2), (3, 5)) and shifts (½, 0) give (−½,
 * −2), so that the first class has 1 / (1 + exp(−3/2)) = 0.81757….
 */
class OnnxModelTest {

  private static final ChannelStatistics STATISTICS =
      new ChannelStatistics(new float[] {0.5f}, new float[] {0.5f});

  private static final double FIRST = 1 / (1 + Math.exp(-1.5));

  private static OnnxModel model(OnnxInput input) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutional(1, 2, 1))
            .build();
    try (Network network = Network.compile(configuration, new ImageShape(1, 1, 2))) {
      network.writeParameters(new float[] {1, 2, 3, 5, 0.5f, 0});
      return OnnxModel.of(network, STATISTICS, input, Map.of("class_names", "cat\ndog\n"));
    }
  }

  @Test
  void model_workedByHand_hasTheseNodesAndProbabilities() {
    OnnxModel model = model(OnnxInput.FLOATS);
    assertThat(model.proto().getGraph().getNodeList())
        .extracting(Onnx.NodeProto::getOpType)
        .containsExactly("Sub", "Div", "Flatten", "Gemm", "Softmax");
    assertThat(model.proto().getOpsetImport(0).getVersion()).isEqualTo(13);
    try (OnnxRun run = new OnnxRun(model.bytes())) {
      float[][] rows = run.probabilities(new float[] {1, 0, 0.5f, 0.5f}, 2, 1, 1, 2);
      assertThat((double) rows[0][0]).isCloseTo(FIRST, within(1e-6));
      assertThat((double) rows[0][1]).isCloseTo(1 - FIRST, within(1e-6));
      // Both pixels are the mean: the shifts are left, and 1 / (1 + exp(−1/2)).
      assertThat((double) rows[1][0]).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-6));
      assertThat(run.metadata()).containsExactly(Map.entry("class_names", "cat\ndog\n"));
    }
  }

  @Test
  void model_ofBytes_dividesThem() {
    try (OnnxRun run = new OnnxRun(model(OnnxInput.BYTES).bytes())) {
      float[][] rows = run.probabilities(new byte[] {(byte) 255, 0}, 1, 1, 1, 2);
      assertThat((double) rows[0][0]).isCloseTo(FIRST, within(1e-6));
    }
  }

  @Test
  void bytes_sameNetwork_areTheSame() {
    assertThat(model(OnnxInput.FLOATS).bytes()).isEqualTo(model(OnnxInput.FLOATS).bytes());
  }
}
