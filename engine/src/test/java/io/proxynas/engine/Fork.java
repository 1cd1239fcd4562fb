package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java process of its own, for what the environment decides before Java starts. */
public final class Fork {

  private Fork() {}

  /**
   * Runs a main class without {@code OMP_NUM_THREADS}.
   *
   * @param environment added to this process's own
   * @return the lines of its standard output
   */
  public static List<String> run(
      Class<?> main, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command(
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Quick to start, and the JVM starts no threads later on.
                "-XX:TieredStopAtLevel=1",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())));
    builder.command().addAll(List.of(arguments));
    builder.environment().remove("OMP_NUM_THREADS");
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try (var output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("exit code of " + main + ", which said " + text).isZero();
      return text.lines().toList();
    } finally {
      process.destroy();
    }
  }
}
