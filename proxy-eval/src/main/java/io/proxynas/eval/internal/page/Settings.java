package io.proxynas.eval.internal.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a run as a tree, for a table. A journal has a record such as a recipe as the text
 * that Java makes of it, {@code Recipe[epochs=5, batchSize=25]}; here it becomes the settings that
 * it consists of. Any other text stays as it is.
 */
final class Settings {

  private static final Pattern RECORD = Pattern.compile("([A-Z]\\w*)\\[(.*)]", Pattern.DOTALL);
  private static final Pattern LIST = Pattern.compile("\\[(.*)]", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(.*)", Pattern.DOTALL);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Settings() {}

  /** The settings by their names; those that consist of others are objects. */
  static ObjectNode of(Map<?, ?> configuration) {
    ObjectNode settings = JSON.objectNode();
    configuration.forEach((name, value) -> settings.set(String.valueOf(name), of(value)));
    return settings;
  }

  private static JsonNode of(Object value) {
    return value instanceof Map<?, ?> nested ? of(nested) : of(String.valueOf(value));
  }

  private static JsonNode of(String text) {
    if (text.equals("Optional.empty")) {
      return TextNode.valueOf("none");
    }
    Matcher list = LIST.matcher(text);
    if (list.matches()) {
      return list(parts(list.group(1)));
    }
    Matcher recorded = RECORD.matcher(text);
    return recorded.matches() ? ofRecord(recorded.group(1), recorded.group(2)) : plain(text);
  }

  private static JsonNode plain(String text) {
    return TextNode.valueOf(text);
  }

  private static JsonNode ofRecord(String type, String inside) {
    if (type.equals("Optional")) {
      return of(inside);
    }
    ObjectNode fields = JSON.objectNode();
    for (String part : parts(inside)) {
      Matcher field = FIELD.matcher(part);
      if (field.matches()) {
        fields.set(field.group(1), of(field.group(2)));
      }
    }
    return fields.isEmpty() ? plain(type.toLowerCase(Locale.ROOT)) : fields;
  }

  /** Elements that are records have their type's name. */
  private static ArrayNode list(List<String> elements) {
    ArrayNode array = JSON.arrayNode();
    for (String element : elements) {
      Matcher recorded = RECORD.matcher(element);
      JsonNode value = of(element);
      array.add(
          recorded.matches() && value.isObject()
              ? JSON.objectNode().set(recorded.group(1).toLowerCase(Locale.ROOT), value)
              : value);
    }
    return array;
  }

  /** Splits at the commas that are within no brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
      if (depth == 0 && text.startsWith(", ", i)) {
        parts.add(text.substring(from, i));
        from = i + 2;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
