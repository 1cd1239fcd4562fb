package io.proxynas.nas.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The first line of a journal: the version of its format, and the configuration of the run, which
 * the journal only stores and compares.
 */
final class JournalHeader {

  /** Characters, in a message, of a value that the other side lacks: it may be a page long. */
  private static final int MOST_SHOWN = 80;

  /** Version of the journal's format. */
  private static final int SCHEMA = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private JournalHeader() {}

  /** The configuration as it comes back from a file, so that two of them compare by JSON value. */
  static JsonNode configuration(Map<String, ?> configuration) {
    try {
      return JSON.readTree(JSON.writeValueAsString(configuration));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the run configuration must be expressible in JSON, but: " + e.getOriginalMessage(), e);
    }
  }

  static ObjectNode toJson(JsonNode configuration) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schema", SCHEMA).set("configuration", configuration);
    return json;
  }

  /**
   * The configuration of a header.
   *
   * @throws IllegalArgumentException if this is no header of the known version
   */
  static JsonNode fromJson(JsonNode json) {
    if (!json.path("schema").isInt() || !json.path("configuration").isObject()) {
      throw new IllegalArgumentException("a header needs the fields schema and configuration");
    }
    if (json.get("schema").asInt() != SCHEMA) {
      throw new IllegalArgumentException(
          "schema must be " + SCHEMA + ", but was " + json.get("schema"));
    }
    return json.get("configuration");
  }

  static Map<String, Object> toMap(JsonNode configuration) {
    return JSON.convertValue(configuration, new TypeReference<Map<String, Object>>() {});
  }

  /**
   * The first difference, as in {@code recipe.epochs is 30 in the journal and 60 in this run};
   * empty if there is none.
   */
  static Optional<String> difference(JsonNode journal, JsonNode current) {
    return difference("", journal, current);
  }

  private static Optional<String> difference(String path, JsonNode journal, JsonNode current) {
    if (journal.isObject() && current.isObject()) {
      TreeSet<String> keys = new TreeSet<>();
      journal.fieldNames().forEachRemaining(keys::add);
      current.fieldNames().forEachRemaining(keys::add);
      return keys.stream()
          .map(key -> difference(dotted(path, key), journal.path(key), current.path(key)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return journal.equals(current)
        ? Optional.empty()
        : Optional.of(
            path
                + " is "
                + shown(journal, current)
                + " in the journal and "
                + shown(current, journal)
                + " in this run");
  }

  private static String dotted(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** In full where both sides have a value, since long ones may differ at their ends only. */
  private static String shown(JsonNode value, JsonNode other) {
    String text = value.isMissingNode() ? "absent" : value.toString();
    boolean inFull = !other.isMissingNode() || text.length() <= MOST_SHOWN;
    return inFull ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
