package io.proxynas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CondenseAndEvaluateTest {

  private static final String SET = " --dataset photos --size 12 --proxy dm-ipc2 --iterations 3";

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void images() throws IOException {
    TinyImages.write(directory.resolve("photos"));
    shell = new TestShell(directory);
  }

  private TestShell.Result run(String line) {
    return shell.run(line.strip().split(" "));
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
    assertThat(directory.resolve("home/proxies/" + hash(made) + ".proxy")).isNotEmptyFile();
  }

  @Test
  void condense_debug_saysWhatTheEngineRunsOn() {
    TestShell.Result made = run("condense --debug" + SET);

    assertThat(made.errorLines().get(0))
        .matches("engine: [A-Z0-9_]+, oneDNN [0-9.]+, 1 OpenMP thread a worker");
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
  void evaluate_severalNetworks_tellsEach() {
    TestShell.Result result =
        run("evaluate --networks mlp,convnet-w32 --repeats 1 --epochs 1 --quiet" + SET);

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("mlp-w128", "convnet-d3-w32-relu-instance-average");
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
}
