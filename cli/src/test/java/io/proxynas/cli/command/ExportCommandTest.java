package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onnx.Onnx;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

  @TempDir static Path directory;
  private static TestShell shell;

  @BeforeAll
  static void search() throws IOException {
    shell = TestShell.withPhotos(directory);
    List<String> arguments =
        List.of(
            ("--dataset photos --size 12 --proxy random-ipc2 --epochs 2"
                    + " --space convnet:depths=1,widths=8,normalizations=instance --candidates 1 --validate 0 --out run --quiet")
                .split(" "));
    TestShell.Result found = shell.run(arguments.toArray(String[]::new));
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out())
        .contains("restoreNormalizerFromFile(model)", "best/model.onnx", "It needs one jar beside");
  }

  private static TestShell.Result export(String... arguments) {
    List<String> all = new ArrayList<>(List.of("export"));
    all.addAll(List.of(arguments));
    return shell.run(all.toArray(String[]::new));
  }

  private static Onnx.ModelProto model(String file) throws IOException {
    return Onnx.ModelProto.parseFrom(Files.readAllBytes(directory.resolve(file)));
  }

  private static int inputType(String file) throws IOException {
    return model(file).getGraph().getInput(0).getType().getTensorType().getElemType();
  }

  @Test
  void export_folder_writesTheModelOfTheSearch() throws IOException {
    TestShell.Result result = export("run/best", "--format", "onnx", "--out", "again.onnx");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out().strip()).isEqualTo(directory.resolve("again.onnx").toString());
    assertThat(directory.resolve("again.onnx"))
        .hasSameBinaryContentAs(directory.resolve("run/best/model.onnx"));
  }

  @Test
  void export_bytes_takesBytes() throws IOException {
    assertThat(export("run/best/model.zip", "--input", "bytes", "--out", "bytes.onnx").code())
        .isZero();
    assertThat(inputType("bytes.onnx")).isEqualTo(Onnx.TensorProto.DataType.UINT8_VALUE);
    assertThat(inputType("run/best/model.onnx")).isEqualTo(Onnx.TensorProto.DataType.FLOAT_VALUE);
  }

  /** A folder as older versions left it. */
  private static void writeOlder(String folder) throws IOException {
    Path best = directory.resolve("run/best");
    Path older = Files.createDirectories(directory.resolve(folder));
    ComputationGraph network =
        ModelSerializer.restoreComputationGraph(best.resolve("model.zip").toFile());
    ModelSerializer.writeModel(network, older.resolve("model.zip").toFile(), false);
    Files.writeString(
        older.resolve("architecture.json"),
        Files.readString(best.resolve("architecture.json")).replace("class_names", "ignored"));
  }

  @Test
  void export_modelOfAnOlderVersion_needsItsImages() throws IOException {
    writeOlder("older");
    TestShell.Result without = export("older");
    assertThat(without.code()).isEqualTo(ExitCode.USAGE);
    assertThat(without.err())
        .contains(
            "a model must say by what its images are standardised, but "
                + directory.resolve("older/model.zip")
                + " does not, since an older version wrote it: name the images that it was trained"
                + " on by --dataset");

    TestShell.Result with = export("older", "--dataset", "photos", "--quiet");
    assertThat(with.code()).as(with.err()).isZero();
    assertThat(directory.resolve("older/model.onnx"))
        .hasSameBinaryContentAs(directory.resolve("run/best/model.onnx"));

    TestShell.Result other = export("older", "--dataset", "fashion-mnist-mini", "--quiet");
    assertThat(other.code()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err()).contains("must be trained on images of 1x12x12 and 3 classes");
  }

  @Test
  void export_wrongInput_saysWhatIsWrong() throws IOException {
    Files.writeString(directory.resolve("text.zip"), "no zip");
    Map<List<String>, String> wrong =
        Map.of(
            List.of("run/best", "--format", "pmml"),
            "the format must be one of onnx, but was \"pmml\"",
            List.of("run/best", "--input", "colours"),
            "the input must be one of floats, bytes, but was \"colours\"",
            List.of("run/best", "--dataset", "photos"),
            "--dataset must go with a model that does not say by what its images are standardised, but "
                + directory.resolve("run/best/model.zip")
                + " does",
            List.of("run/best", "--size", "3"),
            "--size must go with --dataset, but was given alone",
            List.of("nowhere"),
            "cannot read " + directory.resolve("nowhere"),
            List.of("run"),
            "cannot read " + directory.resolve("run/model.zip"),
            List.of("text.zip"),
            "cannot read " + directory.resolve("text.zip"),
            List.of("older2", "--dataset", "nothing"),
            "a data set must be one of",
            List.of(),
            "missing required parameter: 'MODEL'");
    writeOlder("older2");
    wrong.forEach(
        (arguments, message) -> {
          TestShell.Result result = export(arguments.toArray(String[]::new));
          assertThat(result.err()).contains(message);
          assertThat(result.errorLines()).hasSize(1);
          assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        });
  }
}
