package io.proxynas.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.model.onnx.OnnxInput;
import io.proxynas.model.onnx.OnnxModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What is said of a network in its ONNX model.
 *
 * @param architecture its id
 * @param shape of the images that it takes
 * @param trainedOn by which the model standardises images and names classes
 */
record OnnxExport(String architecture, ImageShape shape, TrainedOn trainedOn) {

  /**
   * The model.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a layer,
   *     or ONNX has no such layer
   * @throws IllegalArgumentException if the model cannot take such images, or is too large
   */
  OnnxModel model(ComputationGraph graph, OnnxInput input) {
    if (input == OnnxInput.BYTES && trainedOn.scale() != PixelScale.UNIT) {
      throw new IllegalArgumentException(
          "a model must be trained on images of bytes to take bytes, but %s was trained on images %s"
              .formatted(architecture, trainedOn.scale().word()));
    }
    try (Network network = Network.compile(graph.getConfiguration(), shape)) {
      network.load(graph);
      return OnnxModel.of(network, trainedOn.statistics(), input, metadata(input));
    }
  }

  private Map<String, String> metadata(OnnxInput input) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("architecture", architecture);
    metadata.put("dataset", trainedOn.dataset());
    metadata.put("class_names", trainedOn.labels());
    metadata.put(OnnxPredictor.TRAINED_ON, trainedOnJson());
    metadata.put(
        "images",
        "(N, %d, %d, %d), %s"
            .formatted(shape.channels(), shape.height(), shape.width(), values(input)));
    return metadata;
  }

  /** What this program needs to open the model, on one line. */
  private String trainedOnJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArchitectureFile.write(shape, json);
    json.put("classes", trainedOn.classNames().size());
    TrainedOnJson.write(trainedOn.withoutRecipe(), json);
    return json.toString();
  }

  private String values(OnnxInput input) {
    if (input == OnnxInput.BYTES) {
      return "uint8 in [0, 255]";
    }
    return trainedOn.scale() == PixelScale.UNIT
        ? "float32 in [0, 1]"
        : "float32 on the scale of the training images";
  }
}
