package io.proxynas.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The public table of NAS-Bench-Macro: CIFAR-10 accuracies in per cent of three trainings of each
 * of its 6,561 networks.
 *
 * @param entries by architecture
 */
record MacroTable(Map<String, JsonNode> entries) {

  static MacroTable read(Path file) throws IOException {
    Map<String, JsonNode> entries = new TreeMap<>();
    JsonFile.mapper()
        .readTree(file.toFile())
        .properties()
        .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return new MacroTable(entries);
  }

  Set<String> ids() {
    return entries.keySet();
  }

  /**
   * The accuracy of one training, in per cent.
   *
   * @param training from 0
   */
  double accuracy(String id, int training) {
    return entry(id).get("test_acc").get(training).asDouble();
  }

  /** The mean of the trainings after the first, in per cent: of what a search has not seen. */
  double unseenAccuracy(String id) {
    return (accuracy(id, 1) + accuracy(id, 2)) / 2;
  }

  /** The mean of all trainings, in per cent. */
  double meanAccuracy(String id) {
    return entry(id).get("mean_acc").asDouble();
  }

  long parameters(String id) {
    return entry(id).get("params").asLong();
  }

  long flops(String id) {
    return entry(id).get("flops").asLong();
  }

  private JsonNode entry(String id) {
    JsonNode entry = entries.get(id);
    if (entry == null) {
      throw new IllegalArgumentException(
          "an architecture must be in the table, but " + id + " is not");
    }
    return entry;
  }
}
