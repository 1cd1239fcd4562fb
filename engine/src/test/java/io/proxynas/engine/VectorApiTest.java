package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The same training with Winograd's convolutions and in a JVM that was not given the Vector API.
 */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class VectorApiTest {

  private static final ImageShape SHAPE = new ImageShape(3, 16, 16);
  private static final int BATCH = 6;
  private static final int CLASSES = 3;

  @Test
  void train_withoutVectorApi_agrees() throws Exception {
    assertThat(new OneDnnBackend().name()).endsWith(", Winograd");

    List<String> lines = Fork.run(VectorApiTest.class, Map.of());

    assertThat(lines.get(0)).doesNotContain("Winograd");
    float[] predictions = new float[lines.size() - 1];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = Float.parseFloat(lines.get(i + 1));
    }
    assertThat(predictions).containsExactly(predictions(), within(1e-3f));
  }

  /** Prints the back end, then the predictions. */
  public static void main(String[] arguments) {
    StringBuilder text = new StringBuilder(new OneDnnBackend().name());
    for (float prediction : predictions()) {
      text.append('\n').append(prediction);
    }
    System.out.println(text);
  }

  /** Of a network of every normalisation after some steps. */
  private static float[] predictions() {
    List<Float> all = new ArrayList<>();
    for (Normalization normalization : Normalization.values()) {
      ConvNet architecture = new ConvNet(2, 32, Activation.RELU, normalization, Pooling.AVERAGE);
      for (float prediction : predictions(architecture)) {
        all.add(prediction);
      }
    }
    float[] predictions = new float[all.size()];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = all.get(i);
    }
    return predictions;
  }

  private static float[] predictions(ConvNet architecture) {
    float[] images = OracleCase.gaussian(new Seed(3).generator(), BATCH * SHAPE.size());
    int[] labels = {0, 1, 2, 1, 0, 2};
    float[] predictions = new float[BATCH * CLASSES];
    try (Network network = Network.compile(architecture.configuration(SHAPE, CLASSES, 1), SHAPE)) {
      network.initialize(new Seed(5).generator());
      for (int step = 0; step < 5; step++) {
        network.train(images, labels, 0, BATCH, new Sgd(0.01, 0.9, 0));
      }
      network.infer(images, BATCH, predictions);
    }
    return predictions;
  }
}
