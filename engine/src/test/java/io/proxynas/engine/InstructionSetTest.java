package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.internal.onednn.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The same training with this processor's instruction set and with a narrower one, which has other
 * blocks of channels and other code in oneDNN.
 */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class InstructionSetTest {

  private static final List<ImageShape> SHAPES =
      List.of(new ImageShape(3, 9, 8), new ImageShape(1, 9, 8), new ImageShape(2, 7, 9));
  private static final int BATCH = 6;
  private static final int CLASSES = 3;

  @Test
  void train_withAvx2_agrees() throws Exception {
    List<String> lines = Fork.run(InstructionSetTest.class, Map.of("ONEDNN_MAX_CPU_ISA", "AVX2"));

    assertThat(lines.get(0)).isIn("AVX2", "SSE41", "AVX");
    float[] predictions = new float[lines.size() - 1];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = Float.parseFloat(lines.get(i + 1));
    }
    assertThat(predictions).containsExactly(predictions(), within(1e-4f));
  }

  @Test
  void current_namesInstructionSetAndVersion() {
    assertThat(Processor.current().toString()).matches("[A-Z0-9_]+, oneDNN \\d+\\.\\d+\\.\\d+");
  }

  /** Prints the instruction set, then the predictions. */
  public static void main(String[] arguments) {
    StringBuilder text = new StringBuilder(Processor.current().instructionSet());
    for (float prediction : predictions()) {
      text.append('\n').append(prediction);
    }
    System.out.println(text);
  }

  /** Of small networks of every kind after some steps. */
  private static float[] predictions() {
    List<ConvNet> networks = new ArrayList<>();
    for (Normalization normalization : Normalization.values()) {
      networks.add(new ConvNet(2, 16, Activation.RELU, normalization, Pooling.AVERAGE));
      networks.add(new ConvNet(2, 24, Activation.SIGMOID, normalization, Pooling.MAX));
      networks.add(new ConvNet(1, 12, Activation.LEAKY_RELU, normalization, Pooling.NONE));
    }
    int each = BATCH * CLASSES;
    float[] predictions = new float[SHAPES.size() * networks.size() * each];
    float[] some = new float[each];
    int done = 0;
    for (ImageShape shape : SHAPES) {
      for (ConvNet network : networks) {
        train(network, shape, some);
        System.arraycopy(some, 0, predictions, done, each);
        done += each;
      }
    }
    return predictions;
  }

  private static void train(ConvNet architecture, ImageShape shape, float[] predictions) {
    float[] images = OracleCase.gaussian(new Seed(3).generator(), BATCH * shape.size());
    int[] labels = {0, 1, 2, 1, 0, 2};
    try (Network network = Network.compile(architecture.configuration(shape, CLASSES, 1), shape)) {
      network.initialize(new Seed(5).generator());
      for (int step = 0; step < 5; step++) {
        network.train(images, labels, 0, BATCH, new Sgd(0.01, 0.9, 0));
      }
      network.infer(images, BATCH, predictions);
    }
  }
}
