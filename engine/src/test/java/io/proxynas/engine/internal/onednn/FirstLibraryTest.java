package io.proxynas.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.BackendChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** In which order libraries are loaded, by a process of its own. */
@EnabledOnOs(OS.LINUX)
class FirstLibraryTest {

  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  /** A program that has done nothing but to prepare the back ends. */
  static final class Prepared {
    private Prepared() {}

    public static void main(String[] arguments) throws IOException {
      BackendChoice.prepare();
      Files.readAllLines(Path.of("/proc/self/maps")).stream()
          .filter(line -> line.contains(".so"))
          .map(line -> line.substring(line.lastIndexOf('/') + 1))
          .distinct()
          .forEach(System.out::println);
    }
  }

  @Test
  void prepare_hasLoadedOneDnnAndNotYetNd4j() throws IOException, InterruptedException {
    String natives = System.getProperty(CACHE);
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    natives == null ? "-Xmx128m" : "-D" + CACHE + "=" + natives,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Prepared.class.getName()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(loaded.lines()).anyMatch(name -> name.startsWith("libjnidnnl"));
    assertThat(loaded.lines()).noneMatch(name -> name.contains("nd4jcpu"));
  }
}
