package io.proxynas.nas.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The lines of a journal as they were read, the last one dropped if it is torn: without its line
 * feed, or not JSON, as a killed process or a full disk leaves it.
 *
 * @param file where they come from
 * @param lines JSON objects, the header first
 * @param length bytes of the lines that count; what comes after is torn
 */
record JournalFile(Path file, List<JsonNode> lines, long length) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static JournalFile read(Path file, Consumer<String> warnings) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw AtomicFile.cannot("read", file, e);
    }
    return parse(file, bytes, warnings);
  }

  private static JournalFile parse(Path file, byte[] bytes, Consumer<String> warnings)
      throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int feed = lineFeed(bytes, start);
      int end = Math.min(feed + 1, bytes.length);
      JsonNode line = feed < bytes.length ? json(bytes, start, feed) : JSON.missingNode();
      if (!line.isObject()) {
        if (end < bytes.length || lines.isEmpty()) {
          throw damaged(file, lines.size() + 1, "it is not a whole JSON object");
        }
        warnings.accept(
            "the last line (line %d) of %s was torn and is dropped"
                .formatted(lines.size() + 1, file));
        break;
      }
      lines.add(line);
      start = end;
    }
    if (lines.isEmpty()) {
      throw damaged(file, 1, "the file is empty");
    }
    return new JournalFile(file, List.copyOf(lines), start);
  }

  private static int lineFeed(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  private static JsonNode json(byte[] bytes, int start, int end) throws IOException {
    try {
      return JSON.readTree(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static IOException damaged(Path file, int line, String how) {
    return new IOException("line %d of %s is damaged: %s".formatted(line, file, how));
  }

  JsonNode configuration() throws IOException {
    try {
      return JournalHeader.fromJson(lines.get(0));
    } catch (IllegalArgumentException e) {
      throw damaged(file, 1, e.getMessage());
    }
  }

  List<Outcome> outcomes(Function<String, Architecture> parse) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        outcomes.add(OutcomeLine.fromJson(lines.get(i), parse));
      } catch (IllegalArgumentException e) {
        throw damaged(file, i + 1, e.getMessage());
      }
    }
    return List.copyOf(outcomes);
  }
}
