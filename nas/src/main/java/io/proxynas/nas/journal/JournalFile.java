package io.proxynas.nas.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.LineFile;
import io.proxynas.train.file.OwnFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The lines of a journal as they were read, the last one dropped if it is torn: without its line
 * feed, or not JSON, as a killed process or a full disk leaves it.
 *
 * @param content of the file
 * @param lines JSON objects, the header first; what comes after is torn
 */
record JournalFile(LineFile.Content content, List<JsonNode> lines) {

  /** Ten years of one worker; times of several journals can be added in nanoseconds. */
  private static final Duration MOST_TIME = Duration.ofDays(3660);

  private static final ObjectMapper JSON = JsonFile.mapper();

  static JournalFile read(Path file, Consumer<String> warnings) throws IOException {
    OwnFiles.requireWithin(file.toAbsolutePath().getParent(), file);
    LineFile.Content content = LineFile.read(file);
    List<JsonNode> lines =
        content.lines().stream().map(JournalFile::json).takeWhile(JsonNode::isObject).toList();
    if (lines.isEmpty() || content.hasMoreThan(lines.size() + 1)) {
      String how = content.hasMoreThan(0) ? "it is not a whole JSON object" : "the file is empty";
      throw damaged(file, lines.size() + 1, how);
    }
    content.warn(lines.size(), warnings);
    return new JournalFile(content, lines);
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static WrongFileException damaged(Path file, int line, String how) {
    return new WrongFileException("line %d of %s is damaged: %s".formatted(line, file, how));
  }

  JsonNode configuration() throws IOException {
    try {
      return JournalHeader.fromJson(lines.get(0));
    } catch (IllegalArgumentException e) {
      throw damaged(content.file(), 1, e.getMessage());
    }
  }

  List<Outcome> outcomes(Function<String, Architecture> parse) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    Duration all = Duration.ZERO;
    for (int i = 1; i < lines.size(); i++) {
      try {
        Outcome outcome = OutcomeLine.fromJson(lines.get(i), parse);
        all = all.plus(outcome.duration());
        Require.that(
            all.compareTo(MOST_TIME) <= 0,
            "the seconds of all lines must be at most %d together, but here are %d",
            MOST_TIME.toSeconds(),
            all.toSeconds());
        outcomes.add(outcome);
      } catch (IllegalArgumentException e) {
        throw damaged(content.file(), i + 1, e.getMessage());
      }
    }
    return List.copyOf(outcomes);
  }
}
