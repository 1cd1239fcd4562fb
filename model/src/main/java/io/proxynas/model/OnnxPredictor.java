package io.proxynas.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.model.onnx.OnnxModel;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** A predictor of a {@code model.onnx} of this program, which ONNX Runtime computes. */
final class OnnxPredictor implements Predictor {

  /** The metadata that say what a model takes and gives: the fields of architecture.json. */
  static final String TRAINED_ON = "trained_on";

  private static final ObjectMapper JSON = JsonFile.mapper();

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Path path;
  private final String architecture;
  private final ImageShape shape;
  private final TrainedOn trainedOn;
  private final boolean takesBytes;

  private OnnxPredictor(
      OrtEnvironment environment, OrtSession session, Path path, Map<String, String> metadata)
      throws OrtException {
    String description = metadata.get(TRAINED_ON);
    if (description == null) {
      throw new IllegalArgumentException(
          "a model for ONNX must say what it was trained on, but %s does not, since another program or an older version wrote it"
              .formatted(path));
    }
    JsonFields json = new JsonFields(JsonFile.parsed(JSON, path, description));
    this.environment = environment;
    this.session = session;
    this.path = path;
    architecture = metadata.getOrDefault("architecture", "unknown");
    try {
      shape = ArchitectureFile.shape(json);
      trainedOn = TrainedOnJson.of(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s, %s: %s".formatted(path, TRAINED_ON, e.getMessage()), e);
    }
    takesBytes = inputType(session, path) == OnnxJavaType.UINT8;
  }

  private static OnnxJavaType inputType(OrtSession session, Path path) throws OrtException {
    NodeInfo input = session.getInputInfo().get(OnnxModel.INPUT);
    if (input == null || !(input.getInfo() instanceof TensorInfo info)) {
      throw new IllegalArgumentException(
          "a model for ONNX must have the input %s, but %s has %s"
              .formatted(OnnxModel.INPUT, path, session.getInputNames()));
    }
    return info.type;
  }

  static OnnxPredictor open(Path path) throws IOException {
    return open(path, OrtEnvironment::getEnvironment);
  }

  /** As above, with another way to load ONNX Runtime. */
  static OnnxPredictor open(Path path, Supplier<OrtEnvironment> runtime) throws IOException {
    byte[] model;
    try {
      model = Files.readAllBytes(path);
    } catch (IOException e) {
      throw AtomicFile.cannotRead(path, e);
    }
    OrtEnvironment environment = loaded(path, runtime);
    OrtSession session = null;
    boolean opened = false;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // errors are thrown
      session = environment.createSession(model, options);
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      OnnxPredictor predictor = new OnnxPredictor(environment, session, path, metadata);
      opened = true;
      return predictor;
    } catch (OrtException e) {
      throw AtomicFile.cannotRead(
          path, new IOException("it is no model for ONNX: " + Shown.reason(e), e));
    } finally {
      if (session != null && !opened) {
        close(session);
      }
    }
  }

  /** Without the number of the error. */
  private static String reason(OrtException e) {
    return String.valueOf(e.getMessage()).replaceFirst("^Error code - \\w+ - message: ", "");
  }

  /** Its static initialiser loads the native library, or fails in several ways. */
  private static OrtEnvironment loaded(Path path, Supplier<OrtEnvironment> runtime)
      throws IOException {
    try {
      return runtime.get();
    } catch (LinkageError | RuntimeException e) {
      throw new IOException(
          "%s cannot be computed, since the library of ONNX Runtime for %s on %s is missing or does not load; the model.zip beside it does not need it"
              .formatted(path, System.getProperty("os.name"), System.getProperty("os.arch")),
          e);
    }
  }

  @Override
  public String architecture() {
    return architecture;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public TrainedOn trainedOn() {
    return trainedOn;
  }

  @Override
  public float[] probabilities(float[] images, int count) {
    NetworkPredictor.requireImages(shape, images, count);
    try (OnnxTensor tensor = tensor(images, count);
        OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, tensor))) {
      OnnxValue found = result.get(OnnxModel.OUTPUT).orElse(null);
      if (!(found instanceof OnnxTensor output)) {
        throw new IllegalArgumentException(
            "a model for ONNX must have the output %s, but %s has not"
                .formatted(OnnxModel.OUTPUT, path));
      }
      float[] probabilities = new float[count * trainedOn.classNames().size()];
      FloatBuffer values = output.getFloatBuffer();
      Require.that(
          values != null && values.remaining() == probabilities.length,
          "%s must give %d float values, but gives %d",
          path,
          probabilities.length,
          values == null ? 0 : values.remaining());
      values.get(probabilities);
      return probabilities;
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "%s must be a network that can be computed, but is not: %s"
              .formatted(path, Shown.reason(e)),
          e);
    }
  }

  private OnnxTensor tensor(float[] images, int count) throws OrtException {
    long[] lengths = {count, shape.channels(), shape.height(), shape.width()};
    int values = count * shape.size();
    if (!takesBytes) {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(images, 0, values), lengths);
    }
    ByteBuffer bytes = ByteBuffer.allocate(values);
    for (int i = 0; i < values; i++) {
      bytes.put(i, (byte) Math.round(255 * images[i]));
    }
    return OnnxTensor.createTensor(environment, bytes, lengths, OnnxJavaType.UINT8);
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }
}
