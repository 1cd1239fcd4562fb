package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that a command leaves when it has ended: the run's folder, and the cache folder without
 * native libraries.
 *
 * @param files their contents without times, by their paths
 */
record Results(Map<String, String> files) {

  /** Reads them. */
  static Results of(Place place) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Path file : place.files()) {
      String name = place.name(file);
      if ((file.startsWith(place.work()) || file.startsWith(place.home()))
          && !Place.isTemporary(file)
          && !Untimed.isPage(name)) {
        files.put(name, Untimed.content(file));
      }
    }
    return new Results(files);
  }

  /** Sentences on what is not the same; none if all is. */
  List<String> differences(Results reference) {
    Set<String> names = new TreeSet<>(files.keySet());
    names.addAll(reference.files.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String here = files.get(name);
      String there = reference.files.get(name);
      if (here == null) {
        differences.add(name + " is missing");
      } else if (there == null) {
        differences.add(name + " is there, but not undisturbed");
      } else if (!here.equals(there)) {
        differences.add(name + " differs: " + first(here, there));
      }
    }
    return differences;
  }

  /** The first place where two texts differ. */
  private static String first(String here, String there) {
    int at = 0;
    while (at < Math.min(here.length(), there.length()) && here.charAt(at) == there.charAt(at)) {
      at++;
    }
    return "at character %d '%s' instead of '%s'".formatted(at, part(here, at), part(there, at));
  }

  private static String part(String text, int at) {
    String part = text.substring(Math.max(0, at - 30), Math.min(text.length(), at + 30));
    return part.replaceAll("[^\\x20-\\x7e]", "·");
  }
}
