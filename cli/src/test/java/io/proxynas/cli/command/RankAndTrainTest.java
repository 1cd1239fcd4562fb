package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankAndTrainTest {

  private static final String SMALL = "convnet-d1-w8-relu-none-max";
  private static final String OTHER = "convnet-d2-w8-relu-batch-max";

  @TempDir static Path directory;
  private static TestShell shell;

  @BeforeAll
  static void write() throws IOException {
    shell = TestShell.withPhotos(directory);
    Files.writeString(
        directory.resolve("list.txt"),
        "# a comment\n%s\n\n{\"architecture\": \"%s\", \"x\": 1}\n%s\n"
            .formatted(OTHER, SMALL, OTHER));
  }

  private static List<String> arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("rank", "--dataset", "photos", "--size", "12", "--proxy", "random-ipc2"));
    arguments.addAll(List.of("--epochs", "2", "--depths", "1,2", "--widths", "8", "--quiet"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static TestShell.Result rank(String... more) {
    return shell.run(arguments(more).toArray(String[]::new));
  }

  private static List<List<String>> csv(String file) throws IOException {
    return Files.readAllLines(directory.resolve(file)).stream()
        .map(line -> List.of(line.split(",", -1)))
        .toList();
  }

  @Test
  void rank_list_keepsTheOrderAndHasEveryScore() throws IOException {
    TestShell.Result result = rank("list.txt", "--seeds", "2", "--out", "scores/a.csv");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("2 of 2 architectures, 0 failed", SMALL, "a.csv");
    List<List<String>> csv = csv("scores/a.csv");
    assertThat(csv).hasSize(4).allMatch(fields -> fields.size() == 23);
    assertThat(csv).extracting(f -> f.get(1)).containsExactly("architecture", OTHER, SMALL, OTHER);
    assertThat(csv.get(1)).isEqualTo(csv.get(3));
    assertThat(csv.get(1).subList(0, 18)).doesNotContain("");
    assertThat(csv.get(2).subList(0, 18)).doesNotContain("");
    assertThat(directory.resolve("scores/a/journal.jsonl")).isNotEmptyFile();
  }

  @Test
  void rank_resumedWithALongerList_trainsTheNewOnesOnly() throws IOException {
    assertThat(shell.piped(SMALL, arguments("-", "--out", "long").toArray(String[]::new)).code())
        .isZero();
    Path journal = directory.resolve("long/journal.jsonl");
    List<String> before = Files.readAllLines(journal);
    Files.writeString(journal, "{\"torn", java.nio.file.StandardOpenOption.APPEND);

    TestShell.Result result = rank("--architectures", "list.txt", "--out", "long", "--resume");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("torn");
    assertThat(Files.readAllLines(journal)).startsWith(before.toArray(String[]::new)).hasSize(3);
    assertThat(csv("long/scores.csv")).hasSize(4);
    TestShell.Result other = rank("list.txt", "--out", "long", "--resume", "--scores", "none");
    assertThat(other.code()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err()).contains("--scores none here, not given in the run");
  }

  @Test
  void rank_sample_isTheSameForASeed_andRankByOrders() throws IOException {
    assertThat(rank("--sample", "3", "--scores", "synflow", "--rank-by", "naswot", "--out", "s1"))
        .extracting(TestShell.Result::code)
        .isEqualTo(0);
    List<List<String>> csv = csv("s1/scores.csv");
    assertThat(csv).hasSize(4);
    assertThat(csv.stream().map(f -> f.get(1)).distinct()).hasSize(4);
    rank("--sample", "3", "--scores", "none", "--out", "s2");
    rank("--sample", "3", "--scores", "none", "--seed", "2", "--out", "s3");
    List<String> drawn = csv.stream().map(f -> f.get(1)).toList();
    assertThat(csv("s2/scores.csv")).extracting(f -> f.get(1)).isEqualTo(drawn);
    assertThat(csv("s3/scores.csv")).extracting(f -> f.get(1)).isNotEqualTo(drawn);
    assertThat(csv.get(1).get(11)).isNotEmpty(); // naswot, since it ranks
    assertThat(csv.get(1).get(12)).isNotEmpty();
    assertThat(csv.get(1).get(13)).isEmpty();
    double best =
        csv.stream()
            .filter(f -> f.get(0).equals("1"))
            .mapToDouble(f -> Double.parseDouble(f.get(11)))
            .findFirst()
            .orElseThrow();
    assertThat(csv.stream().skip(1).mapToDouble(f -> Double.parseDouble(f.get(11))))
        .allMatch(value -> value <= best);
  }

  @Test
  void rank_anyNumberOfWorkers_givesTheSameScores() throws IOException {
    assertThat(rank("--sample", "6", "--workers", "1", "--out", "w1").code()).isZero();
    assertThat(rank("--sample", "6", "--workers", "3", "--out", "w3").code()).isZero();
    assertThat(withoutSeconds("w3/scores.csv")).isEqualTo(withoutSeconds("w1/scores.csv"));
  }

  private static List<List<String>> withoutSeconds(String file) throws IOException {
    return csv(file).stream()
        .map(
            fields -> {
              List<String> rest = new ArrayList<>(fields);
              rest.remove(5);
              return rest;
            })
        .toList();
  }

  private static void assertUsage(String message, String... more) {
    TestShell.Result result = rank(more);
    assertThat(result.err()).contains(message);
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void rank_wrongOptions_sayWhatIsWrong() throws IOException {
    Files.writeString(directory.resolve("bad.txt"), SMALL + "\nconvnet-d9\n");
    assertUsage("line 2 of " + directory.resolve("bad.txt") + ": ", "bad.txt");
    assertUsage("must come from one of FILE, --architectures and --sample, but none was given");
    assertUsage("and --sample, but 2 were given", "list.txt", "--sample", "3");
    assertUsage("architectures to draw must be at least 1, but was 0", "--sample", "0");
    assertUsage(
        "a training-free score must be one of naswot, synflow, jacobian-covariance, epe-nas,"
            + " gradient-norm, but was \"nope\"",
        "list.txt",
        "--scores",
        "naswot,nope");
    assertUsage(
        "a score to rank by other than calibrated must be one of accuracy, validation-loss, training-loss, curve-area,"
            + " parameters, flops, naswot, synflow, jacobian-covariance, epe-nas, gradient-norm, but"
            + " was \"combined\"",
        "list.txt",
        "--rank-by",
        "combined");
    assertUsage("training seeds must be at least 1, but was 0", "list.txt", "--seeds", "0");
    assertUsage("initialisations must be at least 1", "list.txt", "--initialisations", "0");
    assertUsage("cannot read " + directory.resolve("missing.txt"), "missing.txt");
  }

  @Test
  void searchWithExport_thenTrain_usesTheSavedArchitecture() {
    List<String> search = new ArrayList<>(arguments("--out", "run", "--rank-by", "curve-area"));
    search.remove("rank");
    search.addAll(List.of("--candidates", "4", "--validate", "1", "--export", "4"));
    TestShell.Result found = shell.run(search.toArray(String[]::new));
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out()).contains("The ranking is by curve-area");
    Path top = directory.resolve("run/top");
    assertThat(top.toFile().list())
        .hasSize(4)
        .allSatisfy(
            name ->
                assertThat(top.resolve(name).toFile().list())
                    .containsExactlyInAnyOrder(
                        "architecture.json",
                        "configuration.json",
                        "labels.txt",
                        "model.onnx",
                        "model.zip"));

    TestShell.Result trained =
        shell.run(
            ("train run/best/architecture.json --dataset photos --size 12 --epochs 2 --out trained")
                .split(" "));
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("test accuracy", "on 15 images", "60 training images");
    assertThat(trained.err()).contains("train: 2 of 2 epochs");
    assertThat(directory.resolve("trained/model.zip")).isNotEmptyFile();
    assertThat(directory.resolve("trained/model.onnx")).isNotEmptyFile();
    // By default on the same images, in the same size and by the same recipe.
    TestShell.Result again =
        shell.run("train run/best/architecture.json --out again --quiet".split(" "));
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out().lines().limit(4))
        .containsExactlyElementsOf(trained.out().lines().limit(4).toList());
    TestShell.Result other =
        shell.run("train run/best/architecture.json --dataset photos --size 8 --quiet".split(" "));
    assertThat(other.err()).contains("must be trained on images of 1x12x12 and 3 classes");
    assertThat(other.code()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.run("train", "list.txt").err()).contains("list.txt must be JSON");
  }

  @Test
  void train_imagesThatAreNotHere_asksForOthers() throws IOException {
    List<String> search = new ArrayList<>(arguments("--out", "moved"));
    search.remove("rank");
    search.addAll(List.of("--candidates", "1", "--validate", "0"));
    assertThat(shell.run(search.toArray(String[]::new)).code()).isZero();
    Path file = directory.resolve("moved/best/architecture.json");
    String source = directory.resolve("photos").toString();
    Files.writeString(file, Files.readString(file).replace(source, "/nowhere/photos"));
    TestShell.Result result = shell.run("train", file.toString());
    assertThat(result.err())
        .contains(
            "was trained on must be here, but /nowhere/photos is not: name others by --dataset");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  /** CIFAR-10's files with twelve images of noise a class to train, and two to test. */
  private static void writeCifar(Path folder) throws IOException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
    SplittableRandom random = new SplittableRandom(1);
    for (String file : List.of("data_batch_1", "data_batch_2", "data_batch_3")) {
      Files.write(folder.resolve(file + ".bin"), records(random, 40));
    }
    for (String file : List.of("data_batch_4", "data_batch_5", "test_batch")) {
      Files.write(folder.resolve(file + ".bin"), records(random, 20));
    }
  }

  private static byte[] records(SplittableRandom random, int count) {
    byte[] records = new byte[3073 * count];
    random.nextBytes(records);
    for (int i = 0; i < count; i++) {
      records[3073 * i] = (byte) (i % 10);
    }
    return records;
  }

  private static String deviation(String folder) throws IOException {
    String json = Files.readString(directory.resolve(folder).resolve("architecture.json"));
    return json.replaceAll("\\s+", "").replaceFirst(".*\"deviation\":\\[([^\\]]*)].*", "$1");
  }

  @Test
  void train_networkOfThePresetPaper_keepsThePublishedScale() throws IOException {
    writeCifar(directory.resolve("cifar"));
    String data = " --dataset cifar10 --data-dir cifar --epochs 1 --quiet";
    String search = "--preset paper --proxy random-ipc1 --depths 1 --widths 4 --candidates 1";
    assertThat(shell.run((search + " --validate 0 --out paper" + data).split(" ")).err()).isEmpty();

    String train = "train paper/best/architecture.json --out ";
    assertThat(shell.run((train + "same" + data).split(" ")).err()).isEmpty();
    assertThat(shell.run((train + "own --preset default" + data).split(" ")).err()).isEmpty();

    assertThat(deviation("paper/best")).isEqualTo("0.2023,0.1994,0.201");
    assertThat(deviation("same")).isEqualTo(deviation("paper/best"));
    assertThat(deviation("own")).startsWith("0.28"); // of bytes of noise
  }
}
