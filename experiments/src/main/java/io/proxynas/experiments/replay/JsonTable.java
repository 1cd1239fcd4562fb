package io.proxynas.experiments.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * An object of JSON that has an object for each network.
 *
 * @param file names it in messages
 * @param names of the networks
 * @param entries one a network
 * @param fingerprint of the file
 */
record JsonTable(String file, List<String> names, List<JsonNode> entries, String fingerprint) {

  /**
   * Reads a file; networks are in the order of their names.
   *
   * @param path names of the objects that lie around that of the networks
   */
  static JsonTable read(TableFile file, String... path) throws IOException {
    JsonNode node = file.json();
    for (String name : path) {
      node = node.path(name);
    }
    Require.inFile(
        node.isObject() && !node.isEmpty(),
        "%s must have an object with a network for each name%s, but has none",
        file.name(),
        path.length == 0 ? "" : " in " + String.join("/", path));
    Map<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return new JsonTable(
        file.name(),
        List.copyOf(sorted.keySet()),
        List.copyOf(sorted.values()),
        file.fingerprint());
  }

  /**
   * The networks of these names, in this order.
   *
   * @param from where the names are from, for the message
   */
  JsonTable of(List<String> networks, String from) throws IOException {
    Map<String, JsonNode> byName = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), entries.get(i));
    }
    List<JsonNode> its = new ArrayList<>();
    for (String network : networks) {
      JsonNode entry = byName.get(network);
      if (entry == null) {
        throw new WrongFileException(
            "every network of %s must be in %s, but %s is not"
                .formatted(from, file, Shown.of(network)));
      }
      its.add(entry);
    }
    return new JsonTable(file, List.copyOf(networks), List.copyOf(its), fingerprint);
  }

  /** The same with the fingerprint of one more file. */
  JsonTable with(String other) {
    return new JsonTable(file, names, entries, fingerprint + " " + other);
  }

  /** The number of a name, of every network; each must have one. */
  List<Double> numbers(String name) throws IOException {
    return numbers(name, value -> value.isNumber() ? value.asDouble() : Double.NaN);
  }

  /** A number that is made of the value of a name. */
  List<Double> numbers(String name, ToDoubleFunction<JsonNode> number) throws IOException {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      double value = number.applyAsDouble(entries.get(i).path(name));
      Require.inFile(
          Double.isFinite(value),
          "%s of %s in %s must be a number, but is %s",
          name,
          names.get(i),
          file,
          entries.get(i).path(name).isMissingNode() ? "missing" : entries.get(i).path(name));
      numbers.add(value);
    }
    return numbers;
  }
}
