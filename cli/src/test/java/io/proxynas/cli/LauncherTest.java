package io.proxynas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script nas-search in a checkout of nothing, with a Maven and a Java that only note calls. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LauncherTest {

  private static final Path SCRIPT = Path.of("..", "nas-search");

  /** As Maven does, it leaves alone what looks newer than its sources. */
  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo "$*" >>"$NOTES/maven"
      while [ "$1" != -f ]; do shift; done
      target=$(dirname "$2")/cli/target
      mkdir -p "$target/lib" "$target/classes"
      echo class >"$target/classes/Main.class"
      if [ -e "$NOTES/die" ]; then : >"$target/cli-1.jar"; kill -9 $PPID; sleep 1; exit 1; fi
      [ -e "$target/lib/engine-1.jar" ] || cp "$NOTES/whole.jar" "$target/lib/engine-1.jar"
      [ -e "$target/cli-1.jar" ] || cp "$NOTES/whole.jar" "$target/cli-1.jar"
      touch "$target/cli-1.jar"
      """;

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      if [ "$1" = -version ]; then echo "openjdk version \\"${JAVA:-17}.0.1\\"" >&2; exit; fi
      printf '%s\\n' "LC_ALL=${LC_ALL-}" "SPARK_LOCAL_IP=${SPARK_LOCAL_IP-}" "OMP_NUM_THREADS=${OMP_NUM_THREADS-}" "$@" >"$NOTES/java"
      """;

  @TempDir private Path directory;
  private Path notes;
  private Path checkout;

  @BeforeEach
  void program() throws IOException {
    notes = Files.createDirectory(directory.resolve("notes"));
    try (OutputStream file = Files.newOutputStream(notes.resolve("whole.jar"));
        ZipOutputStream jar = new ZipOutputStream(file)) {
      jar.putNextEntry(new ZipEntry("nothing"));
    }
    script("mvn", MAVEN);
    script("java", JAVA);
    checkout = checkout("checkout");
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.createDirectories(directory.resolve("bin")).resolve(name);
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Path checkout(String name) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    Files.createDirectories(home.resolve("cli/src/main"));
    for (String file : List.of("pom.xml", "cli/pom.xml", "cli/src/main/Main.java")) {
      Files.createFile(home.resolve(file));
      Files.setLastModifiedTime(home.resolve(file), FileTime.fromMillis(0));
    }
    for (String folder : List.of("cli/src/main", "cli/src", "cli")) {
      Files.setLastModifiedTime(home.resolve(folder), FileTime.fromMillis(0));
    }
    Files.copy(SCRIPT, home.resolve("nas-search"));
    return home;
  }

  private int start(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("NOTES", notes.toString());
    builder.environment().put("HOME", directory.resolve("home").toString());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(notes.resolve("said").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void starts() throws Exception {
    int code = start(Map.of(), "bash", checkout.resolve("nas-search").toString());
    assertThat(code).as(said()).isZero();
  }

  private String said() throws IOException {
    return Files.readString(notes.resolve("said"));
  }

  private long builds() throws IOException {
    Path calls = notes.resolve("maven");
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  private void assertWhole() {
    for (String jar : List.of("cli-1.jar", "lib/engine-1.jar")) {
      assertThat(checkout.resolve("cli/target").resolve(jar))
          .hasSameBinaryContentAs(notes.resolve("whole.jar"));
    }
  }

  @Test
  void secondStart_buildsNothing() throws Exception {
    starts();
    starts();

    assertThat(builds()).isEqualTo(1);
    assertThat(Files.readAllLines(notes.resolve("java")))
        .contains("-cp", checkout.resolve("cli/target/cli-1.jar").toString());
  }

  @Test
  void ownOptionsAndJars_comeLast() throws Exception {
    Map<String, String> own =
        Map.of("NAS_SEARCH_JAVA_OPTS", "-Xmx7m -Da=b", "NAS_SEARCH_CLASSPATH", "mine.jar");

    assertThat(start(own, "bash", checkout.resolve("nas-search").toString())).isZero();

    List<String> java = Files.readAllLines(notes.resolve("java"));
    assertThat(java.stream().filter(option -> option.startsWith("-Xmx")))
        .hasSizeGreaterThan(1)
        .last()
        .isEqualTo("-Xmx7m"); // the last wins
    assertThat(java).contains("-Da=b", "OMP_NUM_THREADS=1");
    assertThat(java.get(java.indexOf("-cp") + 1)).endsWith(":mine.jar");
  }

  /** Spark's local cluster has no authentication. */
  @Test
  void sparkOnThisMachine_listensOnTheLoopback() throws Exception {
    Files.createDirectory(checkout.resolve("lib")); // as in a release
    Path spark = Files.createDirectories(directory.resolve("spark/jars")).getParent();
    Map<String, String> own = Map.of("SPARK_HOME", spark.toString());
    String program = checkout.resolve("nas-search").toString();

    assertThat(start(own, "bash", program, "--spark", "local-cluster[2,1,1024]")).isZero();
    assertThat(Files.readAllLines(notes.resolve("java"))).contains("SPARK_LOCAL_IP=127.0.0.1");
    assertThat(start(own, "bash", program, "--spark=local[2]")).isZero();
    assertThat(Files.readAllLines(notes.resolve("java"))).contains("SPARK_LOCAL_IP=127.0.0.1");
    assertThat(start(own, "bash", program, "--spark", "spark://host:7077")).isZero();
    assertThat(Files.readAllLines(notes.resolve("java"))).contains("SPARK_LOCAL_IP=");
  }

  @Test
  void folderFoundByCdpath_isTheScripts() throws Exception {
    start(
        Map.of("CDPATH", ".:/"),
        "bash",
        "-c",
        "cd '%s' && bash checkout/nas-search".formatted(directory));

    assertThat(Files.readAllLines(notes.resolve("java")))
        .contains("-cp", checkout.toRealPath().resolve("cli/target/cli-1.jar").toString());
  }

  @Test
  void anotherProfile_buildsAnewOnce_andStays() throws Exception {
    Map<String, String> torch = Map.of("MAVEN_ARGS", "-ntp -Ptorch");
    String program = checkout.resolve("nas-search").toString();
    starts();
    Files.copy(notes.resolve("whole.jar"), checkout.resolve("cli/target/lib/old.jar"));

    assertThat(start(Map.of("MAVEN_ARGS", "-ntp"), "bash", program)).isZero();
    assertThat(builds()).isEqualTo(1);
    assertThat(start(torch, "bash", program)).isZero();
    assertThat(builds()).isEqualTo(2);
    assertThat(checkout.resolve("cli/target/lib/old.jar")).doesNotExist();
    assertThat(start(torch, "bash", program)).isZero();
    starts(); // whoever says nothing takes what is there
    assertThat(builds()).isEqualTo(2);

    Files.delete(checkout.resolve("cli/target/lib/engine-1.jar")); // by hand, other jars
    Files.copy(notes.resolve("whole.jar"), checkout.resolve("cli/target/lib/engine-2.jar"));
    assertThat(start(torch, "bash", program)).isZero();
    assertThat(builds()).isEqualTo(3);
    assertWhole();
  }

  @Test
  void neverBuilt_whereNothingCanBeWritten_saysSoInOneLine() throws Exception {
    Files.createFile(checkout.resolve("cli/target")); // root may write everywhere else

    int code = start(Map.of(), "bash", checkout.resolve("nas-search").toString());

    assertThat(code).isEqualTo(1);
    assertThat(said())
        .isEqualTo(
            "nas-search: ProxyNAS must be built, since it is not or its sources are newer, but %s/cli/target cannot be written; ./nas-search --version builds it where that can be%n"
                .formatted(checkout.toRealPath()));
  }

  @Test
  void builtByHand_buildsNothing() throws Exception {
    start(Map.of(), "mvn", "-f", checkout.resolve("pom.xml").toString());
    starts();

    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli-1.jar", "lib/engine-1.jar"})
  void jarWithoutItsEnd_isBuiltAnew(String name) throws Exception {
    starts();
    Path jar = checkout.resolve("cli/target").resolve(name);
    for (long length : new long[] {0, Files.size(jar) / 2, Files.size(jar) - 1}) {
      try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
        file.setLength(length);
      }
      starts();
      assertThat(said()).contains("an earlier build was interrupted");
      assertWhole();
    }
    assertThat(builds()).isEqualTo(4);
  }

  @Test
  void killedBuild_isBegunAnew() throws Exception {
    Path stale = Files.createDirectories(checkout.resolve("engine/target/classes"));
    Files.createFile(stale.resolve("Torn.class"));
    Files.createFile(notes.resolve("die"));
    assertThat(start(Map.of(), "bash", checkout.resolve("nas-search").toString())).isEqualTo(137);
    Files.delete(notes.resolve("die"));

    starts();

    assertThat(builds()).isEqualTo(2);
    assertThat(stale).doesNotExist();
    assertWhole();
    starts();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void asciiLocale_becomesUtf8_anotherStays() throws Exception {
    starts();
    start(Map.of("LC_ALL", "C"), "bash", checkout.resolve("nas-search").toString());
    assertThat(Files.readAllLines(notes.resolve("java"))).contains("LC_ALL=C.UTF-8");

    start(Map.of("LANG", "C.UTF-8"), "bash", checkout.resolve("nas-search").toString());
    assertThat(Files.readAllLines(notes.resolve("java"))).contains("LC_ALL=");
  }

  @Test
  void newerJava_isToldNotToWarn() throws Exception {
    String unsafe = "--sun-misc-unsafe-memory-access=allow";
    String program = checkout.resolve("nas-search").toString();
    assertThat(start(Map.of("JAVA", "22"), "bash", program)).as(said()).isZero();
    assertThat(Files.readAllLines(notes.resolve("java"))).doesNotContain(unsafe);

    assertThat(start(Map.of("JAVA", "25"), "bash", program)).as(said()).isZero();
    assertThat(Files.readAllLines(notes.resolve("java"))).contains(unsafe);
  }

  @Test
  void olderJava_isRefused() throws Exception {
    String program = checkout.resolve("nas-search").toString();

    assertThat(start(Map.of("JAVA", "11"), "bash", program)).isEqualTo(1);
    assertThat(said()).contains("Java 17 or newer is needed, but ", " is Java 11");
  }

  @Test
  void pathWithColonAndSpaces_isReachedThroughALink() throws Exception {
    checkout = checkout("a: checkout\u00e9");
    starts();
    starts();

    assertThat(builds()).isEqualTo(1);
    List<String> arguments = Files.readAllLines(notes.resolve("java"));
    String jar = arguments.get(arguments.indexOf("-cp") + 1);
    assertThat(jar).doesNotContain(":").startsWith(directory.resolve("home").toString());
    assertThat(Path.of(jar)).hasSameBinaryContentAs(notes.resolve("whole.jar"));
  }

  @Test
  void pathWithColonAndNoPlaceForALink_isRefused() throws Exception {
    checkout = checkout("a:b");
    Files.createFile(directory.resolve("file"));

    int code =
        start(
            Map.of("PROXYNAS_HOME", directory.resolve("file").toString()),
            "bash",
            checkout.resolve("nas-search").toString());

    assertThat(code).isEqualTo(1);
    assertThat(said())
        .isEqualTo(
            "nas-search: the path of ProxyNAS must not have a colon where no link can be made in the cache folder (PROXYNAS_HOME), but they are %s and %s%n",
            checkout, directory.resolve("file"));
  }
}
