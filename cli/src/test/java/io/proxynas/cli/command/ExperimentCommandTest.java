package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.TinyTable;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.experiments.paper.Experiments;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentCommandTest {

  private static final String TINY = " --preset smoke --dataset photos --size 16 --workers 2";
  private static final String TWO = "experiment accuracy --methods random,whole --ipc 1" + TINY;
  private static final Pattern PICTURE = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)");

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void images() throws IOException {
    shell = TestShell.withPhotos(directory);
    TinyTable.write(directory.resolve("tables"));
  }

  private TestShell.Result run(String line) {
    return shell.line(line);
  }

  private Path folder(String name) {
    return directory.resolve("runs/experiments").resolve(name + "-smoke");
  }

  private static String last(TestShell.Result result) {
    List<String> lines = result.errorLines();
    return lines.get(lines.size() - 1);
  }

  static Stream<String> names() {
    return Experiments.all().stream().map(Experiment::name);
  }

  private static String command(String name) {
    Experiment experiment =
        Experiments.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    if (experiment.selection(Scale.SMOKE).dataSets().contains("convnet")) {
      return "experiment " + name + " --preset smoke --dataset convnet --data-dir tables";
    }
    boolean sizes = !experiment.selection(Scale.SMOKE).imagesPerClass().isEmpty();
    return "experiment " + name + (sizes ? " --ipc 2" : "") + TINY;
  }

  @ParameterizedTest
  @MethodSource("names")
  void experiment_each_writesRowsTableAndPictures(String name) throws IOException {
    TestShell.Result first = run(command(name));
    byte[] rows = Files.readAllBytes(folder(name).resolve("rows.csv"));
    TestShell.Result second = run(command(name));

    assertThat(second.errorLines())
        .anyMatch(line -> line.matches(name + ": nothing to run, \\d+ trials are done"));
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.errorLines())
        .anyMatch(line -> line.matches(name + ": \\d+ trials to run, 0 done; about .*"));
    assertThat(first.out()).startsWith("# " + name + ": ");
    String table = Files.readString(folder(name).resolve("table.md"));
    assertThat(first.out()).startsWith(table);
    assertThat(folder(name).resolve("settings.json")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder(name).resolve("rows.csv")).size()).isGreaterThan(1);
    Matcher pictures = PICTURE.matcher(table);
    assertThat(pictures.find()).as("a picture in %s", table).isTrue();
    do {
      assertThat(ImageIO.read(folder(name).resolve(pictures.group(1)).toFile())).isNotNull();
    } while (pictures.find());
    assertThat(Files.readString(folder(name).resolve("report.html")))
        .contains("<h1>" + name + ": ", "<img src=\"data:image/png;base64,")
        .doesNotContain(".png\"");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(folder(name).resolve("rows.csv")).hasBinaryContent(rows);
  }

  @Test
  void experiment_list_tellsEachAndItsPresets() {
    TestShell.Result list = run("experiment list");

    assertThat(list.code()).isZero();
    assertThat(run("experiment").out()).isEqualTo(list.out());
    assertThat(list.out().lines().map(line -> line.split(" ", 2)[0])).containsAll(names().toList());
    assertThat(list.out())
        .contains("reproduces         Tables 1 and 2 of Zhao and Bilen, arXiv 2110.04181")
        .contains("fashion-mnist; random, herding,", "ipc 1, 10, 50");
  }

  @Test
  void experiment_ofTablesThatAreNotHere_leavesThemOutWithAWarning() {
    TestShell.Result result =
        run("experiment calibration --preset smoke --dataset convnet --data-dir tables");
    TestShell.Result without =
        run("experiment calibration --preset smoke --dataset darts --out none");

    assertThat(result.out())
        .contains(
            "## convnet", "### Scores with dm-ipc1, 40 networks", "one full training of each");
    assertThat(without.code()).isEqualTo(ExitCode.USAGE);
    assertThat(without.err()).contains("warning: darts is left out: needs zc_nasbench301.json");
  }

  @Test
  void experiment_moreMethodsAndSizes_addsTheirs() throws IOException {
    run(TWO);
    List<String> before = Files.readAllLines(folder("accuracy").resolve("rows.csv"));

    TestShell.Result more = run("experiment accuracy --methods random,herding --ipc 1,2" + TINY);

    assertThat(more.err()).contains("accuracy: 3 trials to run, 2 done; about ");
    List<String> after = Files.readAllLines(folder("accuracy").resolve("rows.csv"));
    assertThat(after).hasSize(6).startsWith(before.toArray(String[]::new));
    assertThat(more.out())
        .containsPattern("\\| random +\\| 2 ")
        .containsPattern("\\| whole +\\| all ");
  }

  @Test
  void experiment_workers_giveTheSameAccuracies() throws IOException {
    run(TWO + " --out one");
    run(
        "experiment accuracy --methods random,whole --ipc 1 --out three"
            + TINY.replace("--workers 2", "--workers 3"));

    assertThat(accuracies("three")).isEqualTo(accuracies("one"));
  }

  private List<String> accuracies(String folder) throws IOException {
    return Files.readAllLines(directory.resolve(folder).resolve("rows.csv")).stream()
        .map(line -> String.join(",", List.of(line.split(",")).subList(0, 7)))
        .toList();
  }

  @Test
  void experiment_interrupted_isKeptAndGoesOn() throws Exception {
    String command = "experiment accuracy --methods random,dm,whole --ipc 1,2,3,4,5,6" + TINY;
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    CompletableFuture<TestShell.Result> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              worker.complete(Thread.currentThread());
              ended.complete(run(command));
            });
    thread.start();
    Path rows = folder("accuracy").resolve("rows.csv");
    while (!Files.exists(rows) || Files.readAllLines(rows).size() < 3) {
      assertThat(ended).isNotDone();
      TimeUnit.MILLISECONDS.sleep(5);
    }
    worker.get().interrupt();
    TestShell.Result interrupted = ended.get(60, TimeUnit.SECONDS);
    int kept = Files.readAllLines(rows).size() - 1;

    assertThat(interrupted.code()).as(interrupted.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(interrupted.out())
        .isEqualTo(
            "Interrupted. %d of 13 trials are kept in %s; the same command goes on.%n"
                .formatted(kept, folder("accuracy")));
    TestShell.Result resumed = run(command);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("%d trials to run, %d done".formatted(13 - kept, kept));
    assertThat(Files.readAllLines(rows)).hasSize(14);
  }

  @Test
  void experiment_tornRows_areDroppedWithAWarningAndMeasuredAgain() throws IOException {
    run(TWO);
    Path rows = folder("accuracy").resolve("rows.csv");
    byte[] whole = Files.readAllBytes(rows);
    Files.write(rows, Arrays.copyOf(whole, whole.length - 5));

    TestShell.Result again = run(TWO);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err())
        .contains("nas-search: warning: the end of " + rows + ", from line 3 on, was torn")
        .contains("accuracy: 1 trials to run, 1 done");
    assertThat(Files.readAllLines(rows)).hasSize(3);
  }

  @Test
  void experiment_damagedRows_areAnErrorAndStayAsTheyAre() throws IOException {
    run(TWO);
    Path rows = folder("accuracy").resolve("rows.csv");
    Files.writeString(rows, "nonsense\n", StandardOpenOption.APPEND);
    byte[] before = Files.readAllBytes(rows);

    TestShell.Result again = run(TWO);

    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(last(again))
        .isEqualTo(
            "nas-search: line 4 of %s is damaged: it must have 18 cells, but has 1; mend it, or move the file away"
                .formatted(rows));
    assertThat(rows).hasBinaryContent(before);
  }

  @Test
  void experiment_otherSeed_isRefusedWithTheDifference() {
    run(TWO);

    TestShell.Result other = run(TWO + " --seed 2");

    assertThat(other.code()).isEqualTo(ExitCode.USAGE);
    assertThat(last(other))
        .isEqualTo(
            "nas-search: the rows in %s must be of the same settings, but seed was 1 there and is 2 now; use another --out"
                .formatted(folder("accuracy")));
  }

  @Test
  void experiment_onValidationImages_hasRowsOfItsOwn() {
    run(TWO);

    TestShell.Result mixed = run(TWO + " --score-on validation --out " + folder("accuracy"));
    TestShell.Result own = run(TWO + " --score-on validation");

    assertThat(mixed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(last(mixed))
        .contains("must be of the same settings, but protocol photos/random/1 was")
        .contains("scored on validation images now; use another --out");
    assertThat(own.code()).as(own.err()).isZero();
    assertThat(own.out())
        .contains(
            "Networks were scored on validation images", "Accuracies in per cent, on the test")
        .doesNotContain("Accuracies on the test images");
    assertThat(directory.resolve("runs/experiments/accuracy-smoke-validation/rows.csv")).exists();
  }

  @Test
  void experiment_otherData_isRefusedWithTheDifference() throws IOException {
    run(TWO);
    Files.delete(directory.resolve("photos/train/DOWN/000.png"));

    TestShell.Result other = run(TWO);

    assertThat(other.code()).isEqualTo(ExitCode.USAGE);
    assertThat(last(other))
        .matches(
            "nas-search: the rows in .* must be of the same settings, but data set photos was [0-9a-f]{64} there and is [0-9a-f]{64} now; use another --out");
  }

  @Test
  void experiment_tooLargeForTheMemory_isRefusedBeforeAnyWork() {
    TestShell.Result paper =
        run(
            "experiment accuracy --preset paper --methods random --ipc 1 --dataset photos --size"
                + " 1024 --workers 2");

    assertThat(paper.code()).as(paper.err()).isEqualTo(ExitCode.USAGE);
    assertThat(last(paper))
        .matches(
            "nas-search: the preset paper must fit the memory, but each of 2 networks"
                + " convnet-d3-w128-relu-instance-average needs [0-9.]+ GiB of .*, and [0-9.]+ GiB"
                + " are free: choose fewer --workers, smaller images or another --preset");
    assertThat(directory.resolve("runs/experiments/accuracy-paper/rows.csv")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "experiment accurate | the experiment must be one of accuracy, ",
        "experiment accuracy --preset large | the preset must be one of smoke, cpu, paper, but was \"large\"",
        "experiment accuracy --methods dm,magic | a method must be one of dm, dmf, ncfm, idm, dc, dsa, random, herding, kcenter, forgetting, whole, but was \"magic\"",
        "experiment large-ipc --methods whole | a method must be one of dm, dmf, ncfm, idm, dc, dsa, random, herding, kcenter, forgetting, but was \"whole\"",
        "experiment accuracy --ipc 1,x | images per class must be whole numbers between commas, as in 1,2,4, but was \"1,x\"",
        "experiment accuracy --ipc 0 | images per class must be at least 1, but was 0",
        "experiment accuracy --ipc 1,1 --methods random --dataset photos --size 12 | data sets must have different names and sizes must differ, but photos/random/1 is there twice",
        "experiment accuracy --dataset nowhere | a data set must be one of fashion-mnist-mini, fashion-mnist, mnist, cifar10, cifar100 or an existing folder or CSV file, but was \"nowhere\"",
        "experiment accuracy --preset smoke --ipc 17 --dataset photos --size 12 | images per class must be in [1, 16] for class \"ACROSS\", but was 17",
        "experiment embedding --methods dm | --methods must go with an experiment that has them to choose, but the experiment was embedding",
        "experiment race --score-on validation | --score-on validation must go with an experiment that has them to choose, but the experiment was race",
        "experiment images --score-on validation | --score-on validation must go with an experiment that has them to choose, but the experiment was images",
        "experiment training-time --preset smoke --methods random --dataset photos --size 12 | a method must have iterations to be timed, but random has none",
        "experiment race --dataset photos | a table must be one of convnet, nasbench201, nasbench-macro, nasbench-macro-scores, darts, but was \"photos\"",
        "experiment calibration --dataset nasbench-macro,darts | a replay must have a table, but none is here: nasbench-macro needs nas-bench-macro_cifar10.json in --data-dir, darts needs zc_nasbench301.json in --data-dir",
        "experiment race --dataset darts --data-dir photos | the folder of --data-dir must have zc_nasbench301.json, but ",
        "experiment accuracy --workers 0 | workers must be in [1, 1024], but was 0",
      })
  void experiment_badInput_isOneLine(String command, String message) {
    TestShell.Result result = run(command);

    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(last(result)).startsWith("nas-search: " + message);
    assertThat(result.out()).isEmpty();
  }
}
