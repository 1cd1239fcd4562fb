package io.proxynas.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Small tables and candidates for the tests. */
final class Tables {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Tables() {}

  /** An entry of the public table; accuracies in per cent. */
  static JsonNode entry(double first, double second, double third) {
    return JSON.createObjectNode()
        .put("mean_acc", (first + second + third) / 3)
        .put("params", 1000)
        .put("flops", 2000)
        .set("test_acc", JSON.createArrayNode().add(first).add(second).add(third));
  }

  /** Four networks with 0 to 3 layers that are no identity. */
  static MacroTable four() {
    return new MacroTable(
        new TreeMap<>(
            Map.of(
                "00000000", entry(50, 60, 70), // mean 60
                "00000012", entry(80, 70, 60), // mean 70
                "00000001", entry(60, 75, 99), // mean 78
                "00000222", entry(90, 80, 100)))); // mean 90
  }

  static Outcome.Trained trained(String id, double accuracy, double loss, long flops) {
    Architecture architecture = new NasBenchMacroSpace().parse(id);
    return new Outcome.Trained(
        architecture, new CandidateScores(accuracy, loss, 1, 10, flops), Duration.ofSeconds(1));
  }
}
