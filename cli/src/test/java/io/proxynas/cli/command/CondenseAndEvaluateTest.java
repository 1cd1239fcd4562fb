package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CondenseAndEvaluateTest {

  private static final String SET = " --dataset photos --size 12 --proxy dm-ipc2 --iterations 3";

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void images() throws IOException {
    shell = TestShell.withPhotos(directory);
  }

  private TestShell.Result run(String line) {
    return shell.line(line);
  }

  @Test
  void condense_twice_makesThenFinds() {
    TestShell.Result made = run("condense" + SET);
    TestShell.Result found = run("condense --out here" + SET);

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out())
        .startsWith("dm-ipc2 of photos: 6 images of 1x12x12, 2 of each of 3 classes")
        .contains("made now");
    assertThat(found.out()).contains("from the cache").contains(hash(made));
    assertThat(directory.resolve("runs/proxies/photos-dm-ipc2-seed1/proxy.png")).isNotEmptyFile();
    assertThat(directory.resolve("here/proxy.png")).isNotEmptyFile();
    assertThat(directory.resolve("here/proxy.npz")).isNotEmptyFile();
    assertThat(directory.resolve("here/proxy/CHECKED/00001.png")).isNotEmptyFile();
    assertThat(directory.resolve("home/proxies/" + hash(made) + ".proxy")).isNotEmptyFile();
  }

  @Test
  void condense_losses_areATableAndAPicture_foundOrMade() throws IOException {
    TestShell.Result made = run("condense --out made" + SET);
    TestShell.Result found = run("condense --out found" + SET);

    assertThat(made.out()).containsPattern("  loss     [0-9.]+ in the first tenth of 3 iterations");
    assertThat(made.err()).containsPattern("3 of 3 iterations, .*loss [0-9.]+");
    assertThat(Files.readAllLines(directory.resolve("made/loss.csv")))
        .hasSize(4)
        .startsWith("iteration,loss")
        .allMatch(line -> line.matches("iteration,loss|[1-3],[0-9.E-]+"));
    assertThat(ImageIO.read(directory.resolve("made/loss.png").toFile()).getWidth()).isEqualTo(900);
    assertThat(found.out()).contains("from the cache");
    assertThat(directory.resolve("found/loss.csv"))
        .hasSameBinaryContentAs(directory.resolve("made/loss.csv"));

    run("condense --out made --dataset photos --size 12 --proxy random-ipc2");
    assertThat(directory.resolve("made/loss.csv")).doesNotExist();
    assertThat(directory.resolve("made/loss.png")).doesNotExist();
  }

  @Test
  void condense_timeLimit_keepsTheSetAsThatOfItsIterations() throws IOException {
    String set = "condense --dataset photos --size 12 --proxy dm-ipc2 --quiet ";
    TestShell.Result limited = run(set + "--iterations 100000 --time-limit 1s --out limited");
    Matcher words =
        Pattern.compile("ended by the time limit of 1 s, --iterations (\\d+) makes the same set")
            .matcher(limited.out());
    assertThat(words.find()).as(limited.out() + limited.err()).isTrue();
    String same = set + "--iterations " + words.group(1);

    TestShell.Result found = run(same + " --out found");
    TestShell.Result anew = run(same + " --recondense --out anew");

    assertThat(limited.err()).isEmpty();
    assertThat(found.out()).contains("from the cache", hash(limited));
    assertThat(anew.out()).contains("made now", hash(limited)).doesNotContain("ended by");
    assertThat(directory.resolve("anew/proxy.npz"))
        .hasSameBinaryContentAs(directory.resolve("limited/proxy.npz"));
    assertThat(directory.resolve("anew/loss.csv"))
        .hasSameBinaryContentAs(directory.resolve("limited/loss.csv"));
  }

  @Test
  void condense_recondense_makesTheSameSetAnew() {
    run("condense" + SET);
    TestShell.Result anew = run("condense --workers 3 --recondense --out anew" + SET);

    assertThat(anew.out()).contains("made now");
    assertThat(directory.resolve("anew/proxy.npz"))
        .hasSameBinaryContentAs(directory.resolve("runs/proxies/photos-dm-ipc2-seed1/proxy.npz"));
  }

  @Test
  void condense_divergingSet_isRefusedAndNotKept() throws IOException {
    TestShell.Result result = run("condense --learning-rate 1e300" + SET);

    assertThat(result.code()).isEqualTo(ExitCode.FAILED);
    assertThat(result.errorLines().get(result.errorLines().size() - 1))
        .matches(
            "nas-search: the pixels of a set must be finite numbers, but image 0 has -?(NaN|Infinity);"
                + " a lower learning rate may help");
    try (Stream<Path> files = Files.list(directory.resolve("home/proxies"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".proxy"))).isEmpty();
    }
  }

  @Test
  void savedSet_withImagesThatScore_isWarnedOf() {
    run("condense --out all --dataset photos --size 12 --proxy random-ipc16");
    // Another seed holds out other images.
    TestShell.Result other =
        run(
            "evaluate --repeats 1 --epochs 1 --seed 2 --dataset photos --size 12 --proxy"
                + " all/proxy.npz");
    TestShell.Result tested =
        run("condense --out out --dataset photos --size 12 --proxy photos/test");
    TestShell.Result clean = run("condense --out out --dataset photos --size 12 --proxy all/proxy");

    assertThat(other.err())
        .containsPattern(
            "nas-search: warning: [0-9]+ of the 48 images of the saved set are validation images,"
                + " bit for bit; accuracies on those are too high");
    assertThat(tested.err())
        .contains("warning: 15 of the 15 images of the saved set are test images, bit for bit");
    assertThat(clean.err()).doesNotContain("bit for bit");
  }

  @Test
  void condense_debug_saysWhatTheEngineRunsOn() {
    TestShell.Result made = run("condense --debug" + SET);

    assertThat(made.errorLines().get(0))
        .matches(
            "device cpu: [A-Z0-9_]+, oneDNN [0-9.]+(, Winograd)?, 1 OpenMP thread a worker; .*");
  }

  private static String hash(TestShell.Result result) {
    return result
        .out()
        .lines()
        .filter(line -> line.startsWith("  hash"))
        .map(line -> line.substring(10).strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void condense_thenSearch_usesTheSet() throws IOException {
    run("condense" + SET);

    TestShell.Result search =
        run("--widths 8 --depths 1 --candidates 2 --epochs 1 --validate 0 --json" + SET);

    assertThat(search.out()).contains("\"fromCache\" : true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"herding-ipc2", "kcenter-ipc2", "forgetting-ipc2"})
  void condense_coreset_thenSearch_usesTheSet(String name) {
    String set = " --dataset photos --size 12 --preset smoke --proxy " + name;
    TestShell.Result made = run("condense" + set);

    TestShell.Result search =
        run("--widths 8 --depths 1 --candidates 2 --epochs 1 --validate 0 --json" + set);

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out())
        .startsWith(name + " of photos: 6 images of 1x12x12, 2 of each of 3 classes");
    assertThat(search.out()).contains("\"fromCache\" : true", hash(made));
  }

  /** A round trip: what the command saved is what comes back, from each kind of file. */
  @Test
  void condense_savedSet_isTheSameSet() {
    TestShell.Result made = run("condense --out here" + SET);
    String saved = "condense --dataset photos --size 12 --out there --proxy ";

    TestShell.Result arrays = run(saved + "here/proxy.npz");
    TestShell.Result file = run(saved + "home/proxies/" + hash(made) + ".proxy");
    TestShell.Result images = run(saved + "here/proxy");

    assertThat(arrays.code()).as(arrays.err()).isZero();
    assertThat(arrays.out())
        .startsWith("proxy.npz of photos: 6 images of 1x12x12, 2 of each of 3 classes")
        .contains("cost     not recorded; a saved set", "here/proxy.npz");
    assertThat(hash(file)).isEqualTo(hash(arrays));
    assertThat(file.out()).contains("s of worker time, as its file tells");
    assertThat(images.code()).as(images.err()).isZero();
    assertThat(hash(images)).isNotEqualTo(hash(arrays)); // in 256 steps
  }

  @Test
  void search_savedSet_reportsItsContent_andResumesOnNoOther() throws IOException {
    run("condense --out here" + SET);
    String search =
        " --dataset photos --size 12 --widths 8 --depths 1 --candidates 2 --epochs 1 --validate 0"
            + " --json --out run --proxy set.npz";
    Files.copy(directory.resolve("here/proxy.npz"), directory.resolve("set.npz"));
    TestShell.Result first = run(search);
    TestShell.Result condensed =
        run("condense --dataset photos --size 12 --out there --proxy set.npz");
    run("condense --out here --dataset photos --size 12 --proxy random-ipc2");
    Files.copy(
        directory.resolve("here/proxy.npz"),
        directory.resolve("set.npz"),
        StandardCopyOption.REPLACE_EXISTING);

    TestShell.Result resumed = run("--resume" + search);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("\"name\" : \"set.npz\"", "\"method\" : \"saved\"", "\"condenseSeconds\" : null")
        .contains("\"imagesPerClass\" : 2", "\"hash\" : \"" + hash(condensed) + "\"");
    assertThat(resumed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(resumed.err())
        .contains(
            "a run that goes on must have the same proxy set, but the saved set that %s was begun with has changed since"
                .formatted(directory.resolve("run")));
  }

  @Test
  void evaluate_savedSet_isBesideTheRandomSet() {
    run("condense --out here" + SET);

    TestShell.Result result =
        run(
            "evaluate --repeats 1 --epochs 1 --quiet --dataset photos --size 12 --proxy"
                + " here/proxy.npz");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("proxy.npz", "random-ipc2", "difference");
  }

  @Test
  void condense_setThatCannotBe_leavesNothingInTheStore() {
    TestShell.Result result = run("condense --dataset photos --size 12 --proxy herding-ipc99");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines().get(result.errorLines().size() - 1))
        .isEqualTo(
            "nas-search: images per class must be in [1, 16] for class \"ACROSS\", but was 99: ask"
                + " for the proxy herding-ipc1, which is smaller, or full, which is all of the real"
                + " ones");
    assertThat(directory.resolve("home/proxies")).doesNotExist();
  }

  @Test
  void condense_damagedSet_isMadeAgainWithAWarning() throws IOException {
    TestShell.Result made = run("condense" + SET);
    Path file = directory.resolve("home/proxies/" + hash(made) + ".proxy");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    TestShell.Result again = run("condense" + SET);

    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("nas-search: warning: the stored proxy set " + file);
    assertThat(again.out()).contains("made now");
  }

  @Test
  void evaluate_isBesideTheRandomSet_andTheSameAtAnyWorkers() {
    TestShell.Result one = run("evaluate --repeats 2 --epochs 2 --workers 1" + SET);
    TestShell.Result two = run("evaluate --repeats 2 --epochs 2 --workers 2 --quiet" + SET);

    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.out())
        .startsWith("Accuracy on the 15 test images of photos when trained on 6 images")
        .contains("dm-ipc2", "random-ipc2", "difference", " points")
        .contains("convnet-d3-w32-relu-instance-average", "2 epochs in batches of 25")
        .contains("half cosine", "augmentation", "seeds");
    assertThat(two.out()).isEqualTo(one.out());
    assertThat(two.err()).isEmpty();
    assertThat(one.err()).contains("evaluate: 8 of 8 epochs");
  }

  @Test
  void evaluate_realStatistics_saysSo() {
    TestShell.Result real = run("evaluate --statistics real --repeats 1 --epochs 1 --quiet" + SET);
    assertThat(real.code()).as(real.err()).isZero();
    assertThat(real.out())
        .contains("of batch normalisation, estimated anew on up to 1,000 real training images");
  }

  @Test
  void evaluate_protocolOfThePaper_trainsAndTellsIt() {
    String line = " --networks convnet-w32 --repeats 1 --epochs 6 --quiet" + SET;
    TestShell.Result paper = run("evaluate --protocol paper" + line);
    TestShell.Result usual = run("evaluate --protocol default" + line);

    assertThat(paper.code()).as(paper.err()).isZero();
    assertThat(paper.out())
        .contains("6 epochs in batches of 256")
        .contains("0.01, and a tenth of it after 5 epochs")
        .contains("for each step, with other strengths for each image");
    assertThat(usual.out()).contains("6 epochs in batches of 25,", "half cosine");
  }

  @Test
  void evaluate_presetPaper_hasItsProtocolAndNetwork() {
    TestShell.Result result =
        run(
            "evaluate --preset paper --repeats 1 --epochs 1 --quiet --dataset photos --size 12"
                + " --proxy random-ipc2");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("convnet-d3-w128-relu-instance-average", "1 epochs in batches of 256");
  }

  @Test
  void evaluate_onValidationImages_leavesTheTestImagesAlone() {
    String line = "evaluate --repeats 1 --epochs 1 --quiet" + SET;
    TestShell.Result validation = run(line + " --score-on validation");

    assertThat(validation.code()).as(validation.err()).isZero();
    assertThat(validation.out())
        .startsWith("Accuracy on the 12 validation images of photos when trained on 6 images");
    assertThat(run(line + " --score-on test").out()).isEqualTo(run(line).out());
  }

  @Test
  void evaluate_severalNetworks_tellsEach() {
    TestShell.Result result =
        run("evaluate --networks mlp,convnet-w32 --repeats 1 --epochs 1 --quiet" + SET);

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("mlp-w128", "convnet-d3-w32-relu-instance-average");
  }

  /** LeNet's second convolution needs 5x5 pixels; of 12x12 the first one leaves 4x4. */
  @Test
  void evaluate_networkThatIsNotForTheImages_isRefusedBeforeTheSetIsMade() {
    TestShell.Result result =
        run("evaluate --networks convnet-w32,lenet --repeats 1 --epochs 1 --quiet" + SET);

    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines())
        .singleElement()
        .asString()
        .startsWith(
            "nas-search: a network to evaluate must be one for images of 1x12x12, but lenet cannot"
                + " be built for them: a window must fit into its padded image, but layer"
                + " convolution4 slides 5 pixels over an image of 6x4x4");
    assertThat(result.out()).isEmpty();
    assertThat(directory.resolve("home/proxies")).doesNotExist();
  }

  @Test
  void condense_otherSettings_makeOtherSets() {
    String plain = hash(run("condense" + SET));

    assertThat(hash(run("condense --init noise" + SET))).isNotEqualTo(plain);
    assertThat(hash(run("condense --pixel-steps 2" + SET))).isNotEqualTo(plain);
    assertThat(hash(run("condense --real-batches clustered" + SET))).isNotEqualTo(plain);
    assertThat(hash(run("condense --learning-rate 3" + SET))).isNotEqualTo(plain);
    assertThat(hash(run("condense --embedding mlp,convnet-bn" + SET))).isNotEqualTo(plain);
    assertThat(hash(run("condense --embedding mlp --embedding-epochs 1" + SET)))
        .isNotEqualTo(hash(run("condense --embedding mlp" + SET)));
  }

  @Test
  void evaluate_randomSet_hasNoRival() {
    TestShell.Result result =
        run(
            "evaluate --repeats 1 --epochs 1 --dataset photos --size 12 --proxy random-ipc2"
                + " --quiet");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("random-ipc2").doesNotContain("difference", "±  ");
  }

  @Test
  void condense_mosaics_tellsStoredAndTrainingImages() {
    TestShell.Result made =
        run("condense --dataset photos --size 12 --proxy dmf-ipc2 --iterations 3");

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out())
        .startsWith(
            "dmf-ipc2 of photos: 6 images of 1x12x12, 2 of each of 3 classes,"
                + " decoded to 24 training images");
  }

  /** The store's file decodes as it says; what was exported are the training images. */
  @Test
  void condense_savedMosaics_trainAsTheyDidWhenMade() {
    String photos = " --dataset photos --size 12 --proxy ";
    TestShell.Result made = run("condense --iterations 3 --out here" + photos + "dmf-ipc2");
    String stored = "home/proxies/" + hash(made) + ".proxy";

    TestShell.Result file = run("condense --out there" + photos + stored);
    TestShell.Result arrays = run("condense --out there" + photos + "here/proxy.npz");
    TestShell.Result evaluated = run("evaluate --repeats 1 --epochs 1 --quiet" + photos + stored);

    assertThat(file.code()).as(file.err()).isZero();
    assertThat(file.out())
        .contains("6 images of 1x12x12, 2 of each of 3 classes, decoded to 24 training images");
    assertThat(arrays.code()).as(arrays.err()).isZero();
    assertThat(arrays.out())
        .contains("6 images of 1x12x12, 2 of each of 3 classes, decoded to 24 training images");
    assertThat(hash(file)).isEqualTo(hash(arrays));
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.out()).contains("when trained on 6 images", "random-ipc2");
  }

  @Test
  void evaluate_mosaics_countsStoredImages() {
    TestShell.Result result =
        run(
            "evaluate --dataset photos --size 12 --proxy idm-ipc2 --iterations 3 --repeats 1"
                + " --epochs 1");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("when trained on 6 images")
        .containsPattern("idm-ipc2 .*, decoded to 24 images")
        .doesNotContainPattern("random-ipc2 .* decoded");
  }

  @Test
  void evaluate_mosaics_areBesideRandomImagesAtAsManyUpdates() {
    TestShell.Result result =
        run(
            "evaluate --dataset photos --size 12 --proxy dmf-ipc10 --iterations 1 --repeats 1"
                + " --epochs 2");

    // 120 images in batches of 25 are 5 updates an epoch, 30 images 2.
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("dmf-ipc10 .* %, decoded to 120 images\n")
        .containsPattern("random-ipc10 .* %, 5 epochs for as many updates\n");
    assertThat(result.err()).contains("7 of 7 epochs");
  }
}
