package io.proxynas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.backend.NoBackendException;
import io.proxynas.nas.journal.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad input has its own line and exit code, and nothing goes to stdout. */
class ErrorsTest {

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void shell() {
    shell = new TestShell(directory);
  }

  private void assertError(int code, String line, String... arguments) {
    TestShell.Result result = shell.run(arguments);
    assertThat(result.errorLines()).containsExactly("nas-search: " + line);
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--proxy dm-ipc0 | images per class must be a whole number between 1 and 999999999, but was \"0\" in the proxy \"dm-ipc0\"",
        "--proxy mtt-ipc10 | the proxy must be one of dm-ipc<N>, dmf-ipc<N>, ncfm-ipc<N>, idm-ipc<N>, dc-ipc<N>, dsa-ipc<N>, random-ipc<N>, herding-ipc<N>, kcenter-ipc<N>, forgetting-ipc<N>, full, none or the path of a saved set, but was \"mtt-ipc10\"",
        "--proxy dm | a proxy made by dm must be named dm-ipc<N>, as in dm-ipc50, but was \"dm\"",
        "--space darts | the space must be one of arbiter, chain, convnet, mlp, nasbench-macro, nasbench201 or an existing JSON file, but was \"darts\"",
        "--space nasbench201:cells=0 | nasbench201:cells=0: $.cells must be a whole number in [1, 100], but was 0",
        "--space nasbench201:depth=1 | nasbench201:depth=1: $.depth must be one of the options cells, channels, but is none",
        "--space mlp:widths=8+8 | mlp:widths=8+8: $.widths[1] must be other than $.widths[0], but was 8",
        "--space mlp --depths 1 | --depths must go with the space convnet, but the space was mlp",
        "--space chain | chain: $.slots must be a list of objects, but is missing",
        "--max-params 0 | the most parameters must be at least 1, but was 0",
        "--max-flops -5 | the most FLOPs must be at least 1, but was -5",
        "--max-params 9 | the space must have a candidate of at most 9 parameters, but none was found in convnet (depths 1, 2, 3, 4; widths 8, 16, 32, 64)",
        "--strategy annealing | the strategy must be one of genetic, regularized-evolution, local, nsga2, random, exhaustive, but was \"annealing\"",
        "--preset huge | the preset must be one of smoke, default, paper, but was \"huge\"",
        "--dataset nowhere | a data set must be one of fashion-mnist-mini, fashion-mnist, mnist, cifar10, cifar100 or an existing folder or CSV file, but was \"nowhere\"",
        "--candidates 0 | candidates must be at least 1, but was 0",
        "--device gpu | the device must be one of auto, cpu, cuda, cuda:<number> or mps, but was \"gpu\"",
        "condense --device cuda:one | the device must be one of auto, cpu, cuda, cuda:<number> or mps, but was \"cuda:one\"",
        "rank --sample 3 --device tpu | the device must be one of auto, cpu, cuda, cuda:<number> or mps, but was \"tpu\"",
        "study --device CPU | the device must be one of auto, cpu, cuda, cuda:<number> or mps, but was \"CPU\"",
        "evaluate --device cpu:0 | the device must be one of auto, cpu, cuda, cuda:<number> or mps, but was \"cpu:0\"",
        "--workers 0 | workers must be in [1, 1024], but was 0",
        "--epochs 0 | epochs must be at least 1, but was 0",
        "--validate -1 | candidates to validate must be at least 0, but was -1",
        "--truth-seeds 0 | truth seeds must be at least 1, but was 0",
        "--rounds 3 | --rounds must go with a calibrated ranking, but was 3 where it is not: see --rank-by",
        "--rank-by calibrated --rounds 0 --validate 20 | rounds must be at least 1, but was 0",
        "--rank-by calibrated --validate 13 | a calibrated ranking must have at least 14 full trainings, 6 to learn from and 8 to be judged by, but had 13",
        "--rank-by calibrated --validate 20 --strategy nsga2 | a calibrated ranking must be of candidates that are trained alike and for their accuracy, but was asked for with nsga2: rank by accuracy instead",
        "rank --sample 3 --rank-by calibrated | a list has no full trainings to learn from, but --rank-by was calibrated: leave it out, and use calibrate on the scores",
        "--rank-by combined:accuracy,flops | a score to rank by other than calibrated must be one of accuracy, validation-loss, training-loss, curve-area, parameters, flops, naswot, synflow, jacobian-covariance, epe-nas, gradient-norm, but was \"combined:accuracy,flops\"",
        "--rivals naswot,combined | a rival must be one of random, early-stopping, naswot, synflow, jacobian-covariance, decision, but was \"combined\"",
        "--initialisations 0 | initialisations must be at least 1, but was 0",
        "--initialisations 5 --rivals none | --initialisations must go with a training-free score, but was 5 where none is measured",
        "--initialisations 3 --rivals random,early-stopping | --initialisations must go with a training-free score, but was 3 where none is measured",
        "--initialisations 5 --validate 0 | --initialisations must go with a training-free score, but was 5 where none is measured",
        "rank --sample 3 --scores none --initialisations 5 | --initialisations must go with a training-free score, but was 5 where none is measured",
        "study --sample 0 | the sample must be at least 1 candidate, but was 0",
        "study --truth-seeds -1 | truth seeds must be at least 1, but was -1",
        "study --proxy dm-ipc2,random-ipc2,dm-ipc2 | each proxy of a study must have its own name, but two are named dm-ipc2",
        "study --proxy dm-ipc2, | the proxy must be one of dm-ipc<N>, dmf-ipc<N>, ncfm-ipc<N>, idm-ipc<N>, dc-ipc<N>, dsa-ipc<N>, random-ipc<N>, herding-ipc<N>, kcenter-ipc<N>, forgetting-ipc<N>, full, none or the path of a saved set, but was \"\"",
        "study --proxy dm-ipc2,random-ipc2 --iterations 3 | --iterations must go with a proxy made by one of dm, dmf, ncfm, idm, dc, dsa, but the proxy was random-ipc2",
        "--iterations 0 | iterations must be at least 1, but was 0",
        "--size 0 | the image size must be in [1, 1024], but was 0",
        "--size 20 | a size can be given for images of your own only, but was given for fashion-mnist-mini",
        "--time-limit soon | the time limit must be a time above 0 and up to a year, as in 90s, 10m or 1h30m, but was \"soon\"",
        "--spark local[2] | a cluster needs the jar of nas-spark on the class path, but there is none: see docs/spark.md",
        "rank --sample 3 --spark local[2] | a cluster needs the jar of nas-spark on the class path, but there is none: see docs/spark.md",
        "study --spark local[2] | a cluster needs the jar of nas-spark on the class path, but there is none: see docs/spark.md",
        "--depths 1,x | depths must be whole numbers between commas, as in 1,2,4, but was \"1,x\"",
        "--widths 0 | each width must be in [1, 4096], but one was 0",
        "--widths 999999 | each width must be in [1, 4096], but one was 999999",
        "--depths 99 | each depth must be in [1, 32], but one was 99",
        "--depths 1,1 | each depth must be listed once, but 1 was listed twice",
        "--proxy herding-ipc2 --iterations 3 | --iterations must go with a proxy made by one of dm, dmf, ncfm, idm, dc, dsa, but the proxy was herding-ipc2",
        "--proxy idm-ipc2 --embedding mlp | --embedding must go with a proxy made by one of dm, dmf, ncfm, but the proxy was idm-ipc2",
        "--proxy random-ipc2 --iterations 3 | --iterations must go with a proxy made by one of dm, dmf, ncfm, idm, dc, dsa, but the proxy was random-ipc2",
        "--set 2 | --set must go with a saved set, but the proxy is \"dm-ipc50\"",
        "--set 0 --proxy . | the number of a set must be at least 1, but was 0",
        "--proxy random-ipc801 | images per class must be in [1, 800] for class \"T-shirt/top\", but was 801: ask for the proxy random-ipc80, which is smaller, or full, which is all of the real ones",
        "condense --proxy full | the proxy must be a set that can be made or read, but was full",
        "evaluate --networks vgg | a network must be one of convnet, convnet-bn, convnet-w32, convnet-bn-w32, mlp, lenet, alexnet, vgg11, vgg11-bn, resnet18, resnet18-bn, resnet18-ap, resnet18-bn-ap, but was \"vgg\"",
        "condense --proxy herding-ipc2 --time-limit 3s | --time-limit must go with a proxy made by one of dm, dmf, ncfm, idm, dc, dsa, but the proxy was herding-ipc2",
        "condense --time-limit 0s | the time limit must be a time above 0 and up to a year, as in 90s, 10m or 1h30m, but was \"0s\"",
        "--init grey | the start must be one of real, noise, but was \"grey\"",
        "--real-batches all | the choice of real images must be one of random, clustered, but was \"all\"",
        "--pixel-steps 0 | pixel steps must be at least 1, but was 0",
        "--learning-rate 0 | the learning rate must be above 0, but was 0.0",
        "--proxy dsa-ipc2 --learning-rate 0 | the learning rate must be above 0, but was 0.0",
        "--proxy random-ipc2 --learning-rate 3 | --learning-rate must go with a proxy made by one of dm, dmf, ncfm, idm, dc, dsa, but the proxy was random-ipc2",
        "--embedding-epochs -1 | the epochs of an embedding network must be at least 0, but was -1",
        "--proxy random-ipc2 --init noise | --init must go with a proxy made by one of dm, dmf, ncfm, idm, but the proxy was random-ipc2",
        "--dashboard 70000 --dataset no/such/folder | the dashboard's port must be in [0, 65535], but was 70000",
        "--dashboard-host localhost --dataset no/such/folder | --dashboard-host must go with --dashboard, but was given alone",
        "--dashboard 0 --dashboard-host no.such.host.invalid --dataset no/such/folder | the dashboard's host must be a name or address of this machine, but was \"no.such.host.invalid\"",
        "evaluate --protocol authors | the protocol must be one of default, paper, but was \"authors\"",
        "evaluate --score-on train | the images to score on must be one of test, validation, but was \"train\"",
        "evaluate --repeats 0 | networks must be at least 1, but was 0",
        "evaluate --epochs 0 | epochs must be at least 1, but was 0",
      })
  void badValue_isUsage(String arguments, String line) {
    assertError(ExitCode.USAGE, line, arguments.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dm-ipc50.npz", "sets/cats", "full.proxy"})
  void missingSavedSet_isUsage(String proxy) {
    assertError(
        ExitCode.USAGE,
        "the proxy must be one of %s or the path of a saved set, but there is no file or folder %s"
            .formatted(ProxySpec.forms(), directory.resolve(proxy)),
        "evaluate",
        "--proxy",
        proxy);
  }

  /** The build may have more back ends, or the machine a card. */
  @ParameterizedTest
  @ValueSource(strings = {"", "condense ", "evaluate ", "rank --sample 3 ", "study "})
  void aDeviceThatIsNotHere_isUsage(String command) {
    TestShell.Result result = shell.line(command + "--device cuda:999");

    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.err())
        .startsWith("nas-search: the device must be one of those that are here (")
        .contains("cpu), but was cuda:999: ");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--colour | unknown option: '--colour'; see nas-search --help",
        "--candidate 3 | unknown options: '--candidate', '3', did you mean --candidates?; see nas-search --help",
        "evalute | unmatched argument at index 0: 'evalute', did you mean evaluate?; see nas-search --help",
        "--seed x | invalid value for option '--seed': 'x' is not a long; see nas-search --help",
        "--seed 1 condense | options of condense must come after its name, but --seed comes before; see nas-search --help",
        "report | missing required parameter: 'RUN_DIR'; see nas-search report --help",
        "--dashboard soon | invalid value for option '--dashboard': 'soon' is not an int; see nas-search --help",
        "condense --strategy random | unknown options: '--strategy', 'random'; see nas-search condense --help",
      })
  void badOption_isUsageWithAHint(String arguments, String line) {
    assertError(ExitCode.USAGE, line, arguments.split(" "));
  }

  @Test
  void report_noRun_isOneLine() throws IOException {
    Files.createDirectory(directory.resolve("empty"));
    Files.writeString(directory.resolve("file"), "");

    assertError(
        ExitCode.USAGE,
        "a run folder must be a folder, but " + directory.resolve("missing") + " is none",
        "report",
        "missing");
    assertError(
        ExitCode.USAGE,
        "a run folder must be a folder, but " + directory.resolve("file") + " is none",
        "report",
        "file");
    assertError(
        ExitCode.USAGE,
        "a run folder must have a journal.jsonl, but " + directory.resolve("empty") + " has none",
        "report",
        "empty");
  }

  @Test
  void report_damagedJournal_isOneLineThatNamesIt() throws IOException {
    Path journal = directory.resolve("journal.jsonl");
    Files.writeString(journal, "{\n");

    assertError(
        ExitCode.USAGE,
        "line 1 of " + journal + " is damaged: it is not a whole JSON object",
        "report",
        directory.toString());
  }

  @Test
  void report_ofADamagedFile_isOneLineThatNamesIt() throws IOException {
    assertError(ExitCode.USAGE, "a file or folder must have a name, but was \"\"", "report", "");
    try (Journal journal = Journal.create(directory.resolve("run"), Map.of("seed", 1))) {
      assertThat(journal).isNotNull();
    }
    Path report = directory.resolve("run/report.json");
    Files.writeString(report, "{\"schema\": 99}");
    assertError(
        ExitCode.USAGE,
        "the schema of a report must be 1, but was 99 in " + report,
        "report",
        "run");
    Files.writeString(report, "no report");
    assertError(
        ExitCode.USAGE,
        "a report must be JSON with the fields of schema 1, but %s is not at line 1, column 1"
            .formatted(report),
        "report",
        "run");
    Files.delete(report);
    Path command = directory.resolve("run/command.txt");
    Files.write(command, new byte[] {(byte) 0xff});
    assertError(
        ExitCode.USAGE, command + " must be text in UTF-8, but is not at byte 0", "report", "run");
  }

  @Test
  void truncatedFile_isUsageAndNamesTheFile() throws IOException {
    Path images = idxFolder().resolve("train-images-idx3-ubyte");
    Files.write(
        images, ByteBuffer.allocate(20).putInt(0x803).putInt(2).putInt(2).putInt(2).array());

    TestShell.Result result =
        shell.run("--dataset", "fashion-mnist", "--data-dir", images.getParent().toString());

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.err()).startsWith("nas-search: " + images).contains("truncated");
  }

  @Test
  void wrongMagicNumber_isUsageAndNamesTheFile() throws IOException {
    Path images = idxFolder().resolve("train-images-idx3-ubyte");
    Files.write(images, new byte[24]);

    TestShell.Result result =
        shell.run("--dataset", "fashion-mnist", "--data-dir", images.getParent().toString());

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.err()).startsWith("nas-search: " + images);
  }

  private Path idxFolder() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("idx"));
    for (String name :
        List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte")) {
      Files.write(folder.resolve(name), new byte[0]);
    }
    return folder;
  }

  @Test
  void savedSetOfAnotherKind_isUsageAndNamesTheFile() throws IOException {
    Path file = Files.writeString(directory.resolve("set.npz"), "no zip");

    TestShell.Result result = shell.run("--proxy", "set.npz", "--quiet");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines())
        .containsExactly(
            ("nas-search: the saved set %s cannot be used: it is not a whole file of one of the kinds"
                    + " .proxy, .npz or .pt, nor a folder")
                .formatted(file));
    assertThat(directory.resolve("home")).isEmptyDirectory();
  }

  @Test
  void missingDataDir_isUsage() {
    assertError(
        ExitCode.USAGE,
        "--data-dir must be a folder, but %s is not".formatted(directory.resolve("gone")),
        "--dataset",
        "mnist",
        "--data-dir",
        "gone");
  }

  @Test
  void outBelowAFile_isFailure() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    for (String[] command : new String[][] {{}, {"condense"}}) {
      String[] arguments = Arrays.copyOf(command, command.length + 2);
      arguments[command.length] = "--out";
      arguments[command.length + 1] = "file/run";
      TestShell.Result result = shell.run(arguments);

      assertThat(result.code()).isEqualTo(ExitCode.FAILED);
      assertThat(result.errorLines()).hasSize(1);
      assertThat(result.err())
          .startsWith("nas-search: cannot write to " + file.resolve("run") + ": ");
    }
  }

  @Test
  void outWithARun_isUsageAndSaysWhatToDo() throws IOException {
    Path run = Files.createDirectories(directory.resolve("run"));
    Files.createFile(run.resolve("journal.jsonl"));

    assertError(
        ExitCode.USAGE,
        "the folder of a new run must not have a run in it, but %s has one; use --resume to go on with it, or another --out"
            .formatted(run),
        "--out",
        "run");
  }

  @Test
  void debug_addsTheStackTrace() {
    TestShell.Result result = shell.run("--candidates", "0", "--debug");

    assertThat(result.errorLines().get(0))
        .isEqualTo("nas-search: candidates must be at least 1, but was 0");
    assertThat(result.err()).contains("\tat io.proxynas.");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
  }

  /** A disk that is full, say. */
  @ParameterizedTest
  @ValueSource(strings = {"--version", "--help", "rank --help", "experiment list"})
  void resultsThatCannotBeWritten_areAFailure(String commandLine) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell lost =
        new Shell(
            Map.of(),
            directory,
            InputStream.nullInputStream(),
            full,
            new PrintStream(err, true),
            StandardCharsets.UTF_8,
            false);

    assertThat(Main.run(lost, commandLine.split(" "))).isEqualTo(ExitCode.FAILED);
    assertThat(err)
        .hasToString(
            "nas-search: cannot write results to standard output: No space left on device\n");
  }

  @Test
  void unexpectedException_isNamedAndPointsToDebug() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, true);
    Errors errors =
        new Errors(
            new Shell(
                Map.of(),
                directory,
                InputStream.nullInputStream(),
                err,
                err,
                StandardCharsets.UTF_8,
                false));

    assertThat(errors.report(new OutOfMemoryError("Java heap space"), false))
        .isEqualTo(ExitCode.FAILED);
    assertThat(errors.report(new InterruptedException(), false)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(errors.report(new NoBackendException("none computes"), false))
        .isEqualTo(ExitCode.FAILED);
    assertThat(bytes.toString().lines())
        .containsExactly(
            "nas-search: failed with OutOfMemoryError: Java heap space; --debug shows where",
            "nas-search: interrupted; what was under way is not kept",
            "nas-search: none computes");
  }
}
