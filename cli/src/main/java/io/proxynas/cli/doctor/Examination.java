package io.proxynas.cli.doctor;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.internal.driver.Card;
import io.proxynas.engine.internal.driver.NvidiaSmi;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.report.Versions;
import io.proxynas.train.file.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at this machine. */
public final class Examination {

  private static final String BACK_END = "proxynas.backend";
  private static final Path PROCESSOR_CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final int MOST_CACHES = 8;

  private Examination() {}

  /**
   * All that can be found, in a few seconds.
   *
   * @param environment variables, which say where the cache folder is
   * @param begins hears what is tested, before it is
   */
  public static Findings ofThisMachine(Map<String, String> environment, Consumer<String> begins) {
    Optional<String> only = Optional.ofNullable(System.getProperty(BACK_END));
    BackEnds backEnds = new BackEnds(BackendChoice.survey(), only, begins);
    List<Card> cards = NvidiaSmi.cards();
    return new Findings(
        Findings.SCHEMA,
        Versions.current(),
        Machine.current(),
        processorCaches(PROCESSOR_CACHES),
        Runtime.getRuntime().maxMemory(),
        cache(CacheFolder.of(environment)),
        cards,
        cards.isEmpty() ? "" : backEnds.lackOfCards(),
        backEnds.tested());
  }

  private static Findings.Cache cache(CacheFolder folder) {
    String place = folder.root().toAbsolutePath().toString();
    try {
      folder.open();
      return new Findings.Cache(place, Files.getFileStore(folder.root()).getUsableSpace(), "");
    } catch (IOException e) {
      return new Findings.Cache(place, 0, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Sizes of the caches of a processor that are not for instructions.
   *
   * @param folder as Linux has it, with a folder for each cache
   */
  static String processorCaches(Path folder) {
    List<String> sizes = new ArrayList<>();
    try {
      for (int i = 0; i < MOST_CACHES && Files.isDirectory(folder.resolve("index" + i)); i++) {
        Path its = folder.resolve("index" + i);
        if (!Files.readString(its.resolve("type")).strip().equals("Instruction")) {
          String level = Files.readString(its.resolve("level")).strip();
          sizes.add("L" + level + " " + Files.readString(its.resolve("size")).strip());
        }
      }
    } catch (IOException e) {
      return ""; // a system that does not tell
    }
    return String.join(", ", sizes);
  }
}
