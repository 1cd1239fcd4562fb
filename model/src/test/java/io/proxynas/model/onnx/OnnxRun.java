package io.proxynas.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs models by ONNX Runtime, which shares no code with this program. */
public final class OnnxRun implements AutoCloseable {

  private final OrtSession session;

  public OnnxRun(byte[] model) {
    try {
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the model gives for images (count, C, H, W) in floats, a row an image. */
  public float[][] probabilities(float[] images, long... shape) {
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(images), shape)) {
      return run(tensor);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As above, of unsigned bytes. */
  public float[][] probabilities(byte[] images, long... shape) {
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(
            OrtEnvironment.getEnvironment(), ByteBuffer.wrap(images), shape, OnnxJavaType.UINT8)) {
      return run(tensor);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private float[][] run(OnnxTensor images) throws OrtException {
    try (OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, images))) {
      return (float[][]) result.get(OnnxModel.OUTPUT).orElseThrow().getValue();
    }
  }

  public Map<String, String> metadata() {
    try {
      return session.getMetadata().getCustomMetadata();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
