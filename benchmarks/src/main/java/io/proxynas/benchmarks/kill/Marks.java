package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What shows from outside how far a process is: the files that it makes, and the lines of those
 * that grow.
 *
 * @param lines of each file at the end, by {@link #name}; 0 for a file that does not grow by lines
 */
record Marks(Map<String, Integer> lines) {

  private static final String IDENTIFIER =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=[.]probe)[0-9]+";

  private static final int LATEST_MILLIS = 30;

  /** The marks that there are now. */
  static Map<String, Integer> in(Place place) throws IOException {
    Map<String, Integer> marks = new TreeMap<>();
    for (Path file : place.files()) {
      String path = place.name(file);
      marks.merge(name(path), Place.grows(path) ? lines(file) : 0, Math::max);
    }
    return marks;
  }

  /** The path of a file, with a star for what is random in the name of a temporary one. */
  static String name(String path) {
    return path.replaceAll(IDENTIFIER, "*");
  }

  private static int lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return (int) lines.count();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** A file, and one of its lines. */
  Moment draw(RandomGenerator random) {
    List<String> names = lines.keySet().stream().sorted().toList();
    String name = names.get(random.nextInt(names.size()));
    int all = lines.getOrDefault(name, 0);
    int line = all == 0 ? 0 : 1 + random.nextInt(all);
    return new Moment.At(name, line, random.nextInt(LATEST_MILLIS));
  }
}
