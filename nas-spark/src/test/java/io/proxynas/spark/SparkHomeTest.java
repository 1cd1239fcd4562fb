package io.proxynas.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Spark of a checkout, which {@code --spark} runs, has all that it needs. */
class SparkHomeTest {

  @Test
  void jars_haveAllOfNettyAndSpark() {
    Path jars = Path.of(System.getenv("SPARK_HOME"), "jars");
    List<String> needed =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> jar.contains("/io/netty/") || jar.contains("/org/apache/spark/"))
            .map(jar -> String.valueOf(Path.of(jar).getFileName()))
            .toList();

    assertThat(needed)
        .anyMatch(jar -> jar.startsWith("netty-transport-4"))
        .allMatch(jar -> Files.exists(jars.resolve(jar)));
  }
}
