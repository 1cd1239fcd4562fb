package io.proxynas.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What this JVM was started with. */
final class ProcessClassPath {

  private static final String SPARK = "spark-core_";

  private ProcessClassPath() {}

  /**
   * The jars and folders of the class path and of their manifests, in their order, without the
   * folder that holds Spark itself.
   */
  static List<File> withoutSpark() {
    return withoutSpark(System.getProperty("java.class.path", ""));
  }

  static List<File> withoutSpark(String classPath) {
    List<File> all = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      add(new File(entry).getAbsoluteFile(), all);
    }
    List<File> spark =
        all.stream()
            .filter(file -> file.getName().startsWith(SPARK))
            .map(File::getParentFile)
            .toList();
    return all.stream().filter(file -> !spark.contains(file.getParentFile())).toList();
  }

  private static void add(File file, List<File> all) {
    if (!file.exists() || all.contains(file)) {
      return;
    }
    all.add(file);
    if (file.isFile()) {
      for (File part : manifestClassPath(file)) {
        add(part, all);
      }
    }
  }

  private static List<File> manifestClassPath(File jar) {
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      String classPath =
          manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
      List<File> files = new ArrayList<>();
      if (classPath != null) {
        URI base = jar.toURI();
        for (String entry : classPath.strip().split("\\s+")) {
          files.add(new File(base.resolve(entry)));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
