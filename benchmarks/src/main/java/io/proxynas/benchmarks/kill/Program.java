package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program whose processes are killed.
 *
 * @param command that starts it, such as the launcher
 * @param natives the folder for unpacked native libraries, which all trials share
 */
record Program(List<String> command, Path natives) {

  /**
   * Starts it as a terminal does: as a group of processes of its own, which hears SIGINT even if
   * this process was started to ignore it.
   *
   * @param words the rest of the command line
   */
  Running start(Place place, List<String> words) throws IOException {
    List<String> line = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
    line.addAll(command);
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("PROXYNAS_HOME", place.home().toString());
    builder
        .environment()
        .put(
            "NAS_SEARCH_JAVA_OPTS",
            "-Xmx512m -Dorg.bytedeco.javacpp.cachedir=%s -Djava.io.tmpdir=%s"
                .formatted(natives, place.temporary()));
    builder.directory(place.work().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(place.output().toFile());
    return new Running(builder.start(), System.nanoTime());
  }
}
