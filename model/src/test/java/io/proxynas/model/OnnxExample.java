package io.proxynas.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import javax.imageio.ImageIO;

/** The program of docs/model.md for ONNX Runtime. */
final class OnnxExample {

  private OnnxExample() {}

  // begin of the snippet
  static String classOf(String model, File photo) throws OrtException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model)) {
      BufferedImage image = ImageIO.read(photo); // as large as those of the training
      int pixels = image.getHeight() * image.getWidth();
      FloatBuffer values = FloatBuffer.allocate(3 * pixels); // (C, H, W)
      for (int i = 0; i < pixels; i++) {
        int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
        values.put(i, (rgb >> 16 & 255) / 255f); // red, in [0, 1]
        values.put(pixels + i, (rgb >> 8 & 255) / 255f);
        values.put(2 * pixels + i, (rgb & 255) / 255f);
      }
      long[] shape = {1, 3, image.getHeight(), image.getWidth()};
      try (OnnxTensor images = OnnxTensor.createTensor(environment, values, shape);
          OrtSession.Result result = session.run(Map.of("images", images))) {
        float[] probabilities = ((float[][]) result.get(0).getValue())[0];
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
          best = probabilities[c] > probabilities[best] ? c : best;
        }
        String names = session.getMetadata().getCustomMetadata().get("class_names");
        return names.split("\n")[best];
      }
    }
  }
  // end of the snippet
}
