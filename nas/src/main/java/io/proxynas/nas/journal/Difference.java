package io.proxynas.nas.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A place where the configuration that a journal was begun with differs from the current one.
 *
 * @param name of the setting, as in {@code recipe.epochs}
 * @param there its value in the journal; missing where the journal does not have it
 * @param here its value now; missing in the same way
 */
public record Difference(String name, JsonNode there, JsonNode here) {

  /** Characters, in a message, of a value that the other side lacks: it may be a page long. */
  private static final int MOST_SHOWN = 80;

  /** All differences of two configurations, in the order of their names. */
  public static List<Difference> between(JsonNode journal, JsonNode current) {
    List<Difference> differences = new ArrayList<>();
    collect("", journal, current, differences);
    return differences;
  }

  private static void collect(
      String name, JsonNode journal, JsonNode current, List<Difference> differences) {
    if (journal.isObject() && current.isObject()) {
      TreeSet<String> keys = new TreeSet<>();
      journal.fieldNames().forEachRemaining(keys::add);
      current.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        String whole = name.isEmpty() ? key : name + "." + key;
        collect(whole, journal.path(key), current.path(key), differences);
      }
    } else if (!journal.equals(current)) {
      differences.add(new Difference(name, journal, current));
    }
  }

  /** The setting that the place belongs to, as in {@code recipe}. */
  public String setting() {
    int end = name.indexOf('.');
    return end < 0 ? name : name.substring(0, end);
  }

  /** The journal's value as users write it; empty where it is missing or no word. */
  public Optional<String> wordThere() {
    return word(there);
  }

  /** The current value as users write it; empty where it is missing or no word. */
  public Optional<String> wordHere() {
    return word(here);
  }

  /** A number or text, or several between commas. */
  private static Optional<String> word(JsonNode value) {
    if (value.isArray()) {
      return Optional.of(
          StreamSupport.stream(value.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(",")));
    }
    return value.isValueNode() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** As in {@code recipe.epochs is 30 in the journal and 60 in this run}. */
  public String sentence() {
    return "%s is %s in the journal and %s in this run"
        .formatted(name, shown(there, here), shown(here, there));
  }

  /** In full where both sides have a value, since long ones may differ at their ends only. */
  private static String shown(JsonNode value, JsonNode other) {
    String text = value.isMissingNode() ? "absent" : value.toString();
    boolean inFull = !other.isMissingNode() || text.length() <= MOST_SHOWN;
    return inFull ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
