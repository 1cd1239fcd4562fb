package io.proxynas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.proxynas.cli.shell.Shell;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Signals to a real process. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class InterruptionTest {

  private static final String RUN = "runs/photos-dm-ipc2-seed1";

  private static final String NATIVES = "org.bytedeco.javacpp.cachedir";
  private static final Path UNPACKED = Path.of(System.getProperty("user.home"), ".javacpp/cache");

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  /** A search of candidates that take long enough to be met in training. */
  private Process search(int epochs, int candidates) throws IOException {
    TinyImages.write(directory.resolve("photos"));
    return java(
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        "io.proxynas.cli.Main",
        "--dataset",
        "photos",
        "--size",
        "12",
        "--proxy",
        "random-ipc8",
        "--workers",
        "1",
        "--depths",
        "1,2",
        "--epochs",
        Integer.toString(epochs),
        "--candidates",
        Integer.toString(candidates),
        "--out",
        "run");
  }

  private Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(1, "-D" + NATIVES + "=" + System.getProperty(NATIVES, UNPACKED.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PROXYNAS_HOME", directory.resolve("home").toString());
    builder.directory(directory.toFile());
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String text(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  /** The journal's outcomes so far. */
  private long outcomes() throws IOException {
    Path journal = directory.resolve("run/journal.jsonl");
    return Files.exists(journal) ? Math.max(0, Files.readString(journal).lines().count() - 1) : 0;
  }

  private void awaitOutcomes(Process process, long count) throws Exception {
    while (outcomes() < count && process.isAlive()) {
      Thread.sleep(20);
    }
    assertThat(process.isAlive()).as(text("err")).isTrue();
  }

  private static void signal(String name, Process process) throws Exception {
    assumeTrue(!name.equals("INT") || !ignoresInterrupts(), "started with SIGINT ignored");
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Children of a shell's background job inherit that SIGINT is ignored: bit 1 of the mask. */
  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signal_duringTheSearch_keepsWhatIsDone(String name, int code) throws Exception {
    Process process = search(300, 300);
    awaitOutcomes(process, 2);

    signal(name, process);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(text("out"))
        .contains("Interrupted after ", "Best so far: convnet-")
        .contains("Go on with: nas-search --resume --out run");
    assertThat(text("err")).contains("interrupted, finishing").doesNotContain("\tat ");
    assertThat(directory.resolve("run/report.json")).doesNotExist();
    assertThat(Files.readAllLines(directory.resolve("run/ranking.csv")))
        .hasSize((int) outcomes() + 1);
  }

  /** Of a thousand iterations none is done when the run has its folder. */
  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signal_inTheBeginning_endsAtOnceAndLeavesNothing(String name, int code) throws Exception {
    TinyImages.write(directory.resolve("photos"));
    Process process =
        nasSearch("--dataset photos --size 12 --proxy dm-ipc2 --iterations 1000 --workers 1");
    while (process.isAlive() && !Files.exists(directory.resolve(RUN).resolve("run.json"))) {
      Thread.sleep(2);
    }

    signal(name, process);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(text("out")).isEmpty();
    assertThat(text("err")).doesNotContain("interrupted", "Exception");
    assertThat(directory.resolve("runs")).doesNotExist();
  }

  /** The run was killed before it had made its set. */
  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signal_whenARunBeginsToGoOn_saysHowToGoOn(String name, int code) throws Exception {
    Path run = TinyImages.write(directory.resolve("photos")).resolveSibling(RUN);
    Process killed =
        nasSearch("--dataset photos --size 12 --proxy dm-ipc2 --iterations 1000 --workers 1");
    while (killed.isAlive() && !Files.exists(run.resolve("run.json"))) {
      Thread.sleep(2);
    }
    killed.destroyForcibly().waitFor();

    Process process = nasSearch("--resume");
    awaitText(process, "going on with");
    signal(name, process);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(text("err").lines())
        .last()
        .asString()
        .matches(".*(go on with: nas-search --resume --out .*|goes on from there)");
    assertThat(run.resolve("run.json")).exists();
  }

  private static String jar(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  @Test
  void missingLibrary_isTold_withoutWaiting() throws Exception {
    String classPath = jar(Main.class) + ":" + jar(CommandLine.class);
    Process process = java("-cp", classPath, Main.class.getName(), "--version");

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(text("err").lines())
        .singleElement()
        .asString()
        .startsWith("nas-search: a part of the program is missing or damaged: ");
  }

  private Process nasSearch(String arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx512m", "-cp", System.getProperty("java.class.path"), "io.proxynas.cli.Main"));
    command.addAll(List.of(arguments.split(" ")));
    return java(command.toArray(String[]::new));
  }

  /** Works on whatever happens. */
  static final class Stubborn {
    public static void main(String[] arguments) {
      Shell shell = Shell.system();
      shell.beginning().ends();
      Interruption.ofThisThread(shell);
      System.err.println("working");
      while (true) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void secondSignal_killsAtOnce() throws Exception {
    Process process = java("-cp", System.getProperty("java.class.path"), Stubborn.class.getName());
    awaitText(process, "working");

    signal("TERM", process);
    awaitText(process, "interrupted, finishing");
    signal("TERM", process);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(text("err")).doesNotContain("not everything could be finished");
  }

  /** What it says 20 s after a signal. */
  @Test
  void stubbornCommand_saysHowToGoOn_ifItKnows() {
    Shell shell = Shell.system();
    String sentence = "nas-search: stopped, although not everything could be finished";

    assertThat(Interruption.stopped(shell)).isEqualTo(sentence);
    shell.beginning().goesOnBy("nas-search --resume --out run");
    assertThat(Interruption.stopped(shell))
        .isEqualTo(sentence + "; go on with: nas-search --resume --out run");
  }

  private void awaitText(Process process, String text) throws Exception {
    while (!text("err").contains(text) && process.isAlive()) {
      Thread.sleep(20);
    }
    assertThat(text("err")).contains(text);
  }

  @Test
  void noSignal_endsWithoutWaiting() throws Exception {
    Process process = search(1, 2);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(text("err")).isZero();
    assertThat(text("err")).doesNotContain("interrupted").doesNotContain("SLF4J", "INFO");
    assertThat(text("out")).contains("May the ranking be trusted?");
  }
}
