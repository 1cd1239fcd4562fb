package io.proxynas.nas.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Architectures of one space, one a line: its id, such as a benchmark's string, or a JSON object
 * with the id in {@code architecture}. Empty lines and those that begin with # are passed over.
 *
 * @param space of them all
 */
public record ArchitectureList(SearchSpace space) {

  private static final ObjectMapper JSON = JsonFile.mapper();

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line is no architecture of the space; the message has
   *     file and line
   */
  public List<Architecture> read(Path file) throws IOException {
    return parse(file.toString(), JsonFile.text(file).lines().toList());
  }

  /** As {@link #read(Path)}, of standard input. */
  public List<Architecture> read(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    return parse("standard input", text.lines().toList());
  }

  private List<Architecture> parse(String source, List<String> lines) {
    List<Architecture> architectures = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        String id = line.startsWith("{") ? id(line) : line;
        Require.name("an id", id);
        architectures.add(space.parse(id));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "line %d of %s: %s".formatted(i + 1, source, e.getMessage()), e);
      }
    }
    if (architectures.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must have an architecture a line, but has none".formatted(source));
    }
    return architectures;
  }

  private static String id(String line) {
    try {
      JsonNode id = JSON.readTree(line).path("architecture");
      if (!id.isTextual()) {
        throw new IllegalArgumentException(
            "$.architecture must be a text, but "
                + (id.isMissingNode() ? "is missing" : "was " + Shown.of(id)));
      }
      return id.asText();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it must be JSON, but is not" + JsonFile.reason(e, line), e);
    }
  }

  /**
   * Draws different architectures, no two of them the same network.
   *
   * @param count at least 1
   * @throws IllegalArgumentException if the space has not as many; a space too large to list, if so
   *     many are not found by drawing
   */
  public List<Architecture> sample(int count, Seed seed) {
    Require.atLeastOne("architectures to draw", count);
    RandomGenerator random = seed.child("sample of the space").generator();
    List<Architecture> drawn = UnseenCandidates.draw(space, a -> true, count, random);
    if (drawn.size() < count) {
      throw new IllegalArgumentException(
          "%,d different architectures must be in the space %s, but only %,d were found"
              .formatted(count, space, drawn.size()));
    }
    return drawn;
  }
}
