package io.proxynas.model;

import io.proxynas.model.onnx.OnnxInput;
import io.proxynas.model.onnx.OnnxModel;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.TextFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@code model.zip}: a network as DL4J's {@link ModelSerializer} writes it, with the normaliser
 * that {@code ModelSerializer.restoreNormalizerFromFile} gives, and with {@code labels.txt} and
 * {@code architecture.json}, which DL4J passes over. The same network is the same bytes.
 *
 * @param path of the file
 */
public record ModelFile(Path path) {

  static final String NAME = "model.zip";
  static final String LABELS = "labels.txt";
  static final String ARCHITECTURE = "architecture.json";

  /** The first time that a zip file knows. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** The model of a folder, such as {@code best/}, or of a file. */
  public static ModelFile of(Path folderOrFile) {
    return new ModelFile(
        Files.isDirectory(folderOrFile) ? folderOrFile.resolve(NAME) : folderOrFile);
  }

  /**
   * Writes a network, replacing an older one.
   *
   * @param architecture the text of its {@code architecture.json}
   */
  void write(ComputationGraph graph, TrainedOn trainedOn, String architecture) throws IOException {
    ByteArrayOutputStream dl4j = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, dl4j, false);
    AtomicFile.write(
        path,
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            copy(dl4j.toByteArray(), zip);
            add(ModelSerializer.NORMALIZER_BIN, normalizerBytes(trainedOn), zip);
            add(LABELS, trainedOn.labels().getBytes(StandardCharsets.UTF_8), zip);
            add(ARCHITECTURE, architecture.getBytes(StandardCharsets.UTF_8), zip);
          }
        });
  }

  /** Not by {@code ModelSerializer}: it fails on a stream that the normaliser's writer closes. */
  private static byte[] normalizerBytes(TrainedOn trainedOn) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NormalizerSerializer.getDefault().write(normalizer(trainedOn), bytes);
    return bytes.toByteArray();
  }

  /** What DL4J standardises images (N, C, H, W) on the model's scale by, channel by channel. */
  static NormalizerStandardize normalizer(TrainedOn trainedOn) {
    long[] row = {1, trainedOn.statistics().channels()};
    return new NormalizerStandardize(
        Nd4j.create(trainedOn.statistics().mean(), row),
        Nd4j.create(trainedOn.statistics().deviation(), row));
  }

  private static void copy(byte[] from, ZipOutputStream to) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(from))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        add(entry.getName(), zip.readAllBytes(), to);
      }
    }
  }

  private static void add(String name, byte[] content, ZipOutputStream to) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    to.putNextEntry(entry);
    to.write(content, 0, content.length);
    to.closeEntry();
  }

  /**
   * The network, with its weights.
   *
   * @throws IOException with one sentence for the user if it cannot be read
   */
  public ComputationGraph network() throws IOException {
    try {
      ModelZip.require(path);
      return ModelSerializer.restoreComputationGraph(path.toFile());
    } catch (IOException e) {
      throw AtomicFile.cannotRead(path, e);
    } catch (RuntimeException e) { // DL4J throws what its JSON library does, and others
      throw AtomicFile.cannotRead(
          path,
          new IOException("it is no ComputationGraph that DL4J has saved: " + Shown.reason(e), e));
    }
  }

  /**
   * The network for ONNX.
   *
   * @param trainedOn what the file says of that, or what else is known
   * @throws IOException with one sentence for the user if it cannot be read
   * @throws IllegalArgumentException with one sentence if ONNX does not have it
   */
  public OnnxModel onnx(TrainedOn trainedOn, OnnxInput input) throws IOException {
    ArchitectureFile file = architecture();
    return new OnnxExport(file.id(), file.shape(), trainedOn).model(network(), input);
  }

  /**
   * What the network is, from the {@code architecture.json} within the file or, in files of older
   * versions, beside it.
   *
   * @throws IOException with one sentence for the user if neither can be read
   * @throws IllegalArgumentException with one sentence if it is no such file
   */
  public ArchitectureFile architecture() throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      ZipEntry entry = zip.getEntry(ARCHITECTURE);
      if (entry != null) {
        byte[] text = ModelZip.bytes(zip, entry);
        Path within = path.resolve(ARCHITECTURE);
        return ArchitectureFile.parse(within, TextFile.decoded(within.toString(), text));
      }
    } catch (ZipException e) {
      throw AtomicFile.cannotRead(
          path, new IOException("it is no model.zip: " + e.getMessage(), e));
    } catch (IOException e) {
      throw AtomicFile.cannotRead(path, e);
    }
    Path beside = path.resolveSibling(ARCHITECTURE);
    if (!Files.exists(beside)) {
      throw new WrongFileException(
          "a model must have %s inside it or beside it, but %s has none"
              .formatted(ARCHITECTURE, path));
    }
    return ArchitectureFile.read(beside);
  }
}
