package io.proxynas.nas.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.train.check.Shown;
import java.util.Map;

/**
 * The first line of a journal: the version of its format, and the configuration of the run, which
 * the journal only stores and compares.
 */
final class JournalHeader {

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
          "schema must be " + SCHEMA + ", but was " + Shown.of(json.get("schema")));
    }
    return json.get("configuration");
  }

  static Map<String, Object> toMap(JsonNode configuration) {
    return JSON.convertValue(configuration, new TypeReference<Map<String, Object>>() {});
  }
}
