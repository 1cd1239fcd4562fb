package io.proxynas.eval.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.nas.journal.Difference;
import io.proxynas.nas.journal.OtherConfigurationException;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code table.json}: the plan that the rows of a table follow, and the sessions that measured
 * them, each with its machine, versions, command and rows.
 */
final class TableJson {

  private static final ObjectMapper JSON = JsonFile.mapper();
  private static final int SCHEMA = 1;
  private static final String PLAN = "plan";
  private static final String SESSIONS = "sessions";
  private static final String LAST_ROW = "lastRow";

  private final Path file;
  private final ObjectNode content;

  private TableJson(Path file, ObjectNode content) {
    this.file = file;
    this.content = content;
  }

  /** A plan without sessions; nothing is written yet. */
  static TableJson begun(Path file, Map<String, Object> plan) throws IOException {
    ObjectNode content = JSON.createObjectNode().put("schema", SCHEMA);
    content.set(PLAN, asRead(plan));
    content.putArray(SESSIONS);
    return new TableJson(file, content);
  }

  /**
   * The file of a table that goes on.
   *
   * @throws IOException if it cannot be read, or the plan is another one
   */
  static TableJson taken(Path file, Map<String, Object> plan) throws IOException {
    ObjectNode content = content(file);
    requireEqual(file, content.path(PLAN), asRead(plan));
    return new TableJson(file, content);
  }

  private static ObjectNode content(Path file) throws IOException {
    String text = JsonFile.text(file);
    if (!(parsed(file, text) instanceof ObjectNode content)
        || !content.path(PLAN).isObject()
        || !content.path(SESSIONS).isArray()) {
      throw new WrongFileException(file + " must have a plan and sessions, but has not");
    }
    Require.inFile(
        content.path("schema").asInt() == SCHEMA,
        "%s must have the schema %d, but has %s",
        file,
        SCHEMA,
        text(content.path("schema")));
    return content;
  }

  /**
   * Requires that the plan of a file has some values.
   *
   * @param part of a plan
   * @throws IOException if it cannot be read, or one of these is another there
   */
  static void require(Path file, Map<String, Object> part) throws IOException {
    ObjectNode plan = (ObjectNode) content(file).path(PLAN);
    plan.retain(part.keySet());
    requireEqual(file, plan, asRead(part));
  }

  /** A plan with the types of numbers that reading gives. */
  private static JsonNode asRead(Map<String, Object> plan) throws IOException {
    return JSON.readTree(JSON.writeValueAsString(plan));
  }

  private static JsonNode parsed(Path file, String text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new WrongFileException(
          file + " must be JSON, but is not" + JsonFile.reason(e, text), e);
    }
  }

  private static void requireEqual(Path file, JsonNode there, JsonNode here) throws IOException {
    List<Difference> differences = Difference.between(there, here);
    if (!differences.isEmpty()) {
      Difference first = differences.get(0);
      throw new OtherConfigurationException(
          "a table that goes on must have the plan in %s, but %s is %s there and %s now"
              .formatted(file, first.name(), text(first.there()), text(first.here())),
          differences);
    }
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "missing" : Shown.of(value);
  }

  /**
   * A session begins.
   *
   * @param session how it measures
   * @param rows that there are already
   */
  void begin(TableSession session, int rows) throws IOException {
    ArrayNode sessions = sessions();
    if (!sessions.isEmpty()) {
      last().put(LAST_ROW, rows); // it may have been killed before it noted its last rows
    }
    ObjectNode its = sessions.addObject();
    its.put("begun", session.host().clock().instant().toString());
    its.put("machine", session.host().machine());
    session.yardstick().ifPresent(time -> its.put("yardstick", time.toNanos() / 1e9));
    its.set("versions", JSON.valueToTree(session.host().versions()));
    its.put("command", session.command());
    its.put("workers", session.workers());
    its.set("sets", JSON.valueToTree(session.sets()));
    its.put("firstRow", rows + 1);
    endAt(rows);
  }

  /** The session has measured the rows up to this one, counted from 1. */
  void endAt(int row) throws IOException {
    last().put(LAST_ROW, row);
    AtomicFile.write(file, content.toPrettyString() + "\n");
  }

  private ArrayNode sessions() {
    return (ArrayNode) content.get(SESSIONS);
  }

  private ObjectNode last() {
    return (ObjectNode) sessions().get(sessions().size() - 1);
  }
}
