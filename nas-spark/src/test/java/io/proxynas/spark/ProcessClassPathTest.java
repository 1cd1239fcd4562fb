package io.proxynas.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessClassPathTest {

  @TempDir Path folder;

  private File jar(String name, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!classPath.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
    return file.toFile();
  }

  @Test
  void withoutSpark_followsManifestsAndLeavesOutSparksFolder() throws IOException {
    File spark = jar("spark/spark-core_2.13-4.1.3.jar", "");
    File netty = jar("spark/netty-all.jar", "");
    File library = jar("lib/engine.jar", "");
    File program = jar("cli.jar", "lib/engine.jar lib/absent.jar");
    String classPath =
        String.join(
            File.pathSeparator, spark.getPath(), netty.getPath(), program.getPath(), "/absent");

    assertThat(ProcessClassPath.withoutSpark(classPath)).containsExactly(program, library);
  }
}
