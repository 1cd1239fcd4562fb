package io.proxynas.cli;

import io.proxynas.engine.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes a table of 40 networks as {@code nas-search table} does, with numbers that are made up.
 */
public final class TinyTable {

  private static final int NETWORKS = 40;

  private TinyTable() {}

  /** Writes {@code convnet.csv} and its {@code convnet.json} into a folder. */
  public static void write(Path folder) throws IOException {
    RandomGenerator random = new Seed(8).generator();
    StringBuilder text = new StringBuilder(header());
    for (int network = 0; network < NETWORKS; network++) {
      List<Object> fields = new ArrayList<>();
      double good = (double) network / NETWORKS;
      fields.addAll(List.of("net-" + network, 100 + network, 1000 - network));
      fields.addAll(List.of("d" + network / 10, "w" + network % 10));
      fields.addAll(List.of(good + 0.2 * random.nextDouble(), 0.25));
      for (int epoch = 1; epoch <= 2; epoch++) {
        double accuracy = 0.2 + 0.5 * good + 0.1 * random.nextDouble();
        fields.addAll(List.of(accuracy, 2 - accuracy, 1 - accuracy));
      }
      fields.add(1.5);
      for (int training = 1; training <= 2; training++) {
        for (int epoch = 1; epoch <= 3; epoch++) {
          double accuracy = 0.3 + 0.6 * good + 0.02 * random.nextDouble();
          fields.addAll(List.of(accuracy, 2 - accuracy, 1 - accuracy, accuracy + 0.01));
        }
        fields.add(12.5);
      }
      fields.add("measured");
      text.append(String.join(",", fields.stream().map(Object::toString).toList())).append('\n');
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("convnet.csv"), text);
    Files.writeString(
        folder.resolve("convnet.json"),
        "{\"sessions\": [{\"firstRow\": 1, \"lastRow\": %d, \"sets\": {\"dm-ipc1\": {\"seconds\": 30}}}]}"
            .formatted(NETWORKS));
  }

  private static String header() {
    List<String> names = new ArrayList<>();
    names.addAll(List.of("architecture", "parameters", "flops"));
    names.addAll(List.of("decision:depth", "decision:width", "naswot", "free:seconds"));
    addTraining(names, "dm-ipc1", 2, false);
    addTraining(names, "full-1", 3, true);
    addTraining(names, "full-2", 3, true);
    names.add("status");
    return String.join(",", names) + "\n";
  }

  private static void addTraining(List<String> names, String name, int epochs, boolean truth) {
    for (int epoch = 1; epoch <= epochs; epoch++) {
      names.add(name + ":accuracy@" + epoch);
      names.add(name + ":validation-loss@" + epoch);
      names.add(name + ":training-loss@" + epoch);
      if (truth) {
        names.add(name + ":truth@" + epoch);
      }
    }
    names.add(name + ":seconds");
  }
}
