package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.TinyImages;
import io.proxynas.cli.shell.ExitCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

  private static final String SPACE = "convnet:depths=1,widths=8,normalizations=batch";

  @TempDir static Path directory;
  private static TestShell shell;
  private static TestShell.Result found;

  @BeforeAll
  static void search() throws IOException {
    shell = TestShell.withPhotos(directory);
    found = search("photos", "run");
    BufferedImage large = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40 * 30; i++) {
      large.setRGB(i % 40, i / 40, 0xff8000);
    }
    ImageIO.write(large, "png", directory.resolve("large.png").toFile());
    Files.writeString(directory.resolve("text.png"), "no image");
  }

  private static TestShell.Result search(String photos, String run, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--dataset", photos, "--size", "12", "--proxy", "random-ipc2"));
    arguments.addAll(List.of("--epochs", "20", "--space", SPACE, "--candidates", "1"));
    arguments.addAll(List.of("--validate", "0", "--out", run, "--quiet"));
    arguments.addAll(List.of(more));
    TestShell.Result result = shell.run(arguments.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private static TestShell.Result run(String command, String... arguments) {
    return shell.run(
        Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new));
  }

  private static List<String> classes(TestShell.Result result) {
    return result.out().lines().map(line -> line.split("\t")[1]).toList();
  }

  @Test
  void predict_zipAndOnnx_tellTheSameClasses() {
    TestShell.Result zip = run("predict", "run/best", "photos/test");
    TestShell.Result onnx = run("predict", "run/best/model.onnx", "photos/test");
    assertThat(zip.code()).as(zip.err()).isZero();
    assertThat(onnx.code()).as(onnx.err()).isZero();
    assertThat(zip.err()).isEmpty();
    assertThat(classes(zip)).hasSize(3 * TinyImages.TEST).isEqualTo(classes(onnx));
    assertThat(zip.out().lines())
        .allMatch(line -> line.matches("\\S+\\.png\t(ACROSS|CHECKED|DOWN)\t[01]\\.\\d{4}"));
  }

  @Test
  void predict_listWithUnreadableImages_tellsTheOthers() {
    TestShell.Result result =
        shell.piped(
            "photos/test/DOWN/000.png\n\ntext.png\nnone.png\nlarge.png\n",
            "predict",
            "run/best/model.zip",
            "-",
            "--top",
            "2",
            "--json");
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out().lines()).hasSize(2);
    assertThat(result.out())
        .containsPattern(
            "\\{\"file\":\"\\S*000.png\",\"predictions\":\\[\\{\"class\":\"\\w+\",\"probability\":"
                + "[^}]+},\\{\"class\":\"\\w+\",\"probability\":[^}]+}]}");
    assertThat(result.errorLines())
        .containsExactly(
            "nas-search: " + directory.resolve("text.png") + " cannot be read: it is not an image",
            "nas-search: " + directory.resolve("none.png") + " cannot be read: it does not exist",
            "note: 1 of 2 images were resized to 12x12, the first "
                + directory.resolve("large.png")
                + " of 40x30; 1 of 2 were made grey, the first "
                + directory.resolve("large.png"));
    assertThat(run("predict", "run/best", "large.png", "--quiet").err()).isEmpty();
  }

  @Test
  void evaluate_model_hasTheAccuracyOfTheTraining() {
    TestShell.Result own = run("evaluate", "--model", "run/best", "--quiet");
    assertThat(own.code()).as(own.err()).isZero();
    assertThat(own.out())
        .contains(" on the 15 test images of photos", "Confusion matrix: ", "1 ACROSS");
    assertThat(directory.resolve("run/best/confusion-photos.png")).isNotEmptyFile();
    String accuracy = accuracy(own.out());
    assertThat(found.out())
        .contains(accuracy.replace("accuracy", "").strip() + " of 15 test images right");

    TestShell.Result flat =
        run(
            "evaluate",
            "--model",
            "run/best/model.onnx",
            "--dataset",
            "photos/test",
            "--out",
            "matrix.png",
            "--quiet");
    assertThat(flat.code()).as(flat.err()).isZero();
    assertThat(flat.err()).isEmpty();
    assertThat(flat.out()).contains(" on all 15 images of test");
    assertThat(accuracy(flat.out())).isEqualTo(accuracy);
    assertThat(directory.resolve("matrix.png")).isNotEmptyFile();
  }

  private static String accuracy(String out) {
    return out.lines().filter(line -> line.startsWith("  accuracy")).findFirst().orElseThrow();
  }

  @Test
  void evaluate_modelOfAFlatFolder_findsTheSameTestPart() throws IOException {
    Path flat = directory.resolve("flat");
    for (String name : List.of("ACROSS", "CHECKED", "DOWN")) {
      Files.createDirectories(flat.resolve(name));
      for (int i = 0; i < 10; i++) {
        String file = "%s/%03d.png".formatted(name, i);
        Files.copy(directory.resolve("photos/train/" + file), flat.resolve(file));
      }
    }
    search("flat", "flat-run", "--split-seed", "9");
    assertThat(directory.resolve("flat-run/best/architecture.json"))
        .content()
        .contains("\"split_seed\" : 9");
    TestShell.Result own = run("evaluate", "--model", "flat-run/best", "--quiet");
    assertThat(own.out()).contains("on the 6 test images of flat");
    assertThat(run("evaluate", "--model", "flat-run/best", "--split-seed", "9", "--quiet").out())
        .isEqualTo(own.out());
    TestShell.Result strange =
        run("evaluate", "--model", "run/best", "--dataset", "flat", "--quiet");
    assertThat(strange.out()).contains("on all 30 images of flat");
    TestShell.Result part =
        run("evaluate", "--model", "run/best", "--dataset", "photos/train", "--quiet");
    assertThat(part.err())
        .contains(
            "warning: "
                + directory.resolve("photos/train")
                + " may have images that the network was trained on");
    TestShell.Result trained =
        run("train", "flat-run/best/architecture.json", "--out", "again", "--quiet");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(directory.resolve("again/architecture.json"))
        .content()
        .contains("\"split_seed\" : 9");
  }

  @Test
  void evaluate_damagedImage_isToldAndLeftOut() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("damaged/DOWN"));
    Files.copy(directory.resolve("photos/test/DOWN/000.png"), folder.resolve("a.png"));
    Files.writeString(folder.resolve("b.png"), "no image");
    TestShell.Result result =
        run("evaluate", "--model", "run/best", "--dataset", "damaged", "--quiet");
    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("b.png cannot be read: it is not an image");
    assertThat(result.out()).contains("on all 1 images of damaged");
  }

  @Test
  void wrongInput_saysWhatIsWrong() throws IOException {
    Files.createDirectories(directory.resolve("empty"));
    Files.createDirectories(directory.resolve("other/cats"));
    Files.writeString(directory.resolve("text.onnx"), "no model");
    Map<List<String>, String> wrong =
        Map.ofEntries(
            Map.entry(List.of("predict"), "missing required parameters"),
            Map.entry(List.of("predict", "run/best"), "missing required parameter"),
            Map.entry(List.of("predict", "nowhere", "large.png"), "cannot read "),
            Map.entry(List.of("predict", "run", "large.png"), " has none: it may be "),
            Map.entry(
                List.of("predict", "", "large.png"),
                "a file or folder must have a name, but was \"\""),
            Map.entry(
                List.of("evaluate", "--model", "run/best", "--out", "text.onnx/a.png"),
                "cannot write to " + directory.resolve("text.onnx")),
            Map.entry(List.of("predict", "text.onnx", "large.png"), "it is no model for ONNX"),
            Map.entry(
                List.of("predict", "run/best", "large.png", "--top", "4"),
                "--top must be in [1, 3], the classes of the model, but was 4"),
            Map.entry(
                List.of("predict", "run/best", "large.png", "--top", "0"),
                "--top must be in [1, 3], the classes of the model, but was 0"),
            Map.entry(
                List.of("predict", "run/best", "-"),
                "there must be at least 1 image, but standard input named none"),
            Map.entry(
                List.of("predict", "run/best", "empty"),
                "empty must have at least 1 image (*.png, *.jpg or *.jpeg), but has none"),
            Map.entry(
                List.of("evaluate", "--model", "run/best", "--proxy", "dm-ipc1"),
                "--model must be given with none but --dataset, --data-dir, --split-seed, --out,"
                    + " --quiet, --debug, but was with --proxy"),
            Map.entry(
                List.of("predict", "run/best", " "),
                "an image must be a file or folder, but was \" \""),
            Map.entry(
                List.of("evaluate", "--out", "matrix.png"),
                "--out says where to draw the confusion matrix of --model, but no --model was"
                    + " given"),
            Map.entry(
                List.of("evaluate", "--model", "run/best", "--out", "matrix.gif"),
                "--out must be a file whose name ends in .png, but was matrix.gif"),
            Map.entry(
                List.of("evaluate", "--model", "run/best", "--dataset", "other"),
                "must be among those of the model, ACROSS, CHECKED, DOWN, but cats is not"),
            Map.entry(
                List.of("evaluate", "--model", "run/best", "--dataset", "empty"),
                "must have images in folders, one a class, but has none"),
            Map.entry(
                List.of(
                    "evaluate",
                    "--model",
                    "run/best",
                    "--dataset",
                    "fashion-mnist-mini",
                    "--quiet"),
                "the images of fashion-mnist-mini must be as large as the model's, 1x12x12, but are"
                    + " 1x28x28"));
    wrong.forEach(
        (arguments, message) -> {
          TestShell.Result result = shell.run(arguments.toArray(String[]::new));
          assertThat(result.err()).contains(message);
          assertThat(result.errorLines()).hasSize(1);
          boolean onTheWay =
              message.contains("image (*")
                  || message.startsWith("an image")
                  || message.startsWith("cannot write");
          assertThat(result.code())
              .as(message)
              .isEqualTo(onTheWay ? ExitCode.FAILED : ExitCode.USAGE);
        });
  }
}
