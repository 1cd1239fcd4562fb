package io.proxynas.benchmarks.fuzz;

import io.proxynas.engine.Network;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.model.ArchitectureFile;
import io.proxynas.model.Predictor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Readers of networks. */
final class ModelTargets {

  private ModelTargets() {}

  static List<Target> all() {
    return List.of(
        of("architecture", 60, "architecture.json", Envelope.NONE, ModelTargets::architecture),
        of("model-zip", 30, "model.zip", Envelope.ZIP, ModelTargets::model),
        of("model-onnx", 30, "model.onnx", Envelope.NONE, ModelTargets::model));
  }

  private static Target of(
      String name, int cases, String file, Envelope envelope, Target.Reader reader) {
    return Target.of(name, cases, file, Corpus.resource(file), envelope, reader);
  }

  private static void architecture(Path folder, Consumer<String> warnings) throws Exception {
    ArchitectureFile file = ArchitectureFile.read(folder.resolve("architecture.json"));
    try (Network network = Network.compile(file.configuration().clone(), file.shape())) {
      network.parameters();
    } catch (UnsupportedLayerException e) {
      // DL4J trains it
    }
  }

  private static void model(Path folder, Consumer<String> warnings) throws Exception {
    try (Predictor predictor = Predictor.open(folder)) {
      int size = predictor.shape().size();
      predictor.probabilities(new float[size], 1);
    }
  }
}
