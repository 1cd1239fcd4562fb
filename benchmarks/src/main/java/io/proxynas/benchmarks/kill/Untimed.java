package io.proxynas.benchmarks.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.train.file.Csv;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * The content of a file without what may differ between two runs of the same command: times, what
 * is made of them, whether something was found in the cache folder, and whether halving went on
 * from a training that waited in memory, which a kill loses, and so the work. All else is compared
 * bit for bit, but for the order of a journal's lines.
 */
final class Untimed {

  private static final ObjectMapper JSON = JsonFile.mapper();

  /** Fields whose name says that they are times. */
  private static final Pattern SECONDS = Pattern.compile("(?i).*seconds.*|.*perminute");

  /** Other times, what is made of them, and where things came from. */
  private static final Set<String> TIMES =
      Set.of(
          "speedup",
          "breakEvenCandidates",
          "condenseScale",
          "fromCache",
          "earlierEpochs",
          "work",
          "begun",
          "created",
          "duration",
          "workerTime",
          "yardstick",
          "sessions",
          "date",
          "machine");

  private Untimed() {}

  /** Whether a file is a page for people, with times in its sentences. */
  static boolean isPage(String name) {
    return name.endsWith(".html") || name.endsWith(".md");
  }

  /** The content, as a text in which a character stands for a byte if it is none. */
  static String content(Path file) throws IOException {
    String name = file.toString();
    byte[] bytes = Files.readAllBytes(file);
    if (name.endsWith(".json")) {
      return json(text(bytes));
    }
    if (name.endsWith(".jsonl")) {
      return lines(text(bytes));
    }
    if (name.endsWith(".csv")) {
      return table(name, text(bytes));
    }
    return name.endsWith(".proxy") ? set(bytes) : raw(bytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String raw(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String json(String text) throws IOException {
    JsonNode tree = JSON.readTree(text);
    drop(tree);
    return tree.toString();
  }

  private static void drop(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      for (Iterator<String> all = object.fieldNames(); all.hasNext(); ) {
        names.add(all.next());
      }
      names.stream().filter(Untimed::isTime).forEach(object::remove);
      object.forEach(Untimed::drop);
    } else if (node instanceof ArrayNode array) {
      array.forEach(Untimed::drop);
    }
  }

  private static boolean isTime(String name) {
    return SECONDS.matcher(name).matches() || TIMES.contains(name);
  }

  /** A journal: the first line, and the others in the order of the alphabet. */
  private static String lines(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(json(line));
    }
    if (lines.size() > 1) {
      lines.subList(1, lines.size()).sort(null);
    }
    return String.join("\n", lines);
  }

  /** A table with names of its columns in the first line. */
  private static String table(String name, String text) throws IOException {
    List<CSVRecord> rows = Csv.parsed(name, text, Csv.FORMAT).records();
    List<String> names = rows.isEmpty() ? List.of() : rows.get(0).toList();
    return rows.stream().map(row -> untimed(row.toList(), names)).collect(Collectors.joining("\n"));
  }

  private static String untimed(List<String> row, List<String> names) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (i >= names.size() || !isTime(names.get(i))) {
        kept.add(row.get(i));
      }
    }
    return String.join(",", kept);
  }

  /** A proxy set: its second line is JSON, and a checksum of all is at its end. */
  private static String set(byte[] bytes) throws IOException {
    String text = raw(bytes);
    int first = text.indexOf('\n') + 1;
    int second = text.indexOf('\n', first) + 1;
    return text.substring(0, first)
        + json(text(text.substring(first, second).getBytes(StandardCharsets.ISO_8859_1)))
        + text.substring(second, Math.max(second, text.length() - 32));
  }
}
