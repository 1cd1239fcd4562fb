package io.proxynas.experiments.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.nas.calibrate.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTablesTest {

  private static final String MACRO =
      """
      {"00000001": {"test_acc": [80.0, 81.0, 82.0], "params": 20, "flops": 7},
       "00000000": {"test_acc": [70.0, 71.0, 72.0], "params": 10, "flops": 14}}
      """;
  private static final String DARTS =
      """
      {"nasbench301": {"cifar10": {"net b": %s, "net a": %s}}}
      """
          .formatted(network(93.5, 1), network(92.5, 2));

  @TempDir Path folder;

  private static String network(double accuracy, int score) {
    return """
        {"flops": %d, "params": 1, "snip": 1, "jacov": 1, "grad_norm": 1, "plain": 1, "epe_nas": 1,
         "fisher": 1, "grasp": 1, "l2_norm": 1, "synflow": 1, "val_accuracy": %s}
        """
        .formatted(score, accuracy);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Optional<TruthTable> read(TableSource source) throws IOException {
    return source.read(Optional.of(folder));
  }

  @Test
  void macro_all_hasSizesAndDecisions() throws IOException {
    write("nas-bench-macro_cifar10.json", MACRO);
    TruthTable table = read(NasBenchMacroTable.ALL).orElseThrow();

    assertThat(table.networks()).containsExactly("00000000", "00000001");
    assertThat(table.truths()).containsExactly(0.71, 0.81);
    assertThat(table.scores())
        .extracting(Score::name)
        .containsExactly("parameters", "flops", "layer 8=0", "layer 8=1");
    assertThat(table.decisions()).containsExactly(nine(0), nine(1));
    List<Double> seconds = table.trainings().get(2).seconds();
    assertThat(seconds.get(0)).isEqualTo(2 * seconds.get(1));
    assertThat(table.views()).extracting(ScoreView::cost).containsExactly(0.0);
  }

  private static List<Integer> nine(int last) {
    return List.of(0, 0, 0, 0, 0, 0, 0, last);
  }

  @Test
  void macro_withScores_isOfTheirNetworks() throws IOException {
    write("nas-bench-macro_cifar10.json", MACRO);
    write("nasbench-macro.csv", "architecture,flops,naswot,free:seconds\n00000001,9,3,0.5\n");
    TruthTable table = read(NasBenchMacroTable.SCORED).orElseThrow();

    assertThat(table.networks()).containsExactly("00000001");
    assertThat(table.truths()).containsExactly(0.81);
    assertThat(table.scoreSeconds()).containsExactly(0.5);
  }

  @Test
  void macro_withScoresOfAnotherNetwork_saysWhich() throws IOException {
    write("nas-bench-macro_cifar10.json", MACRO);
    write("nasbench-macro.csv", "architecture,naswot\n22222222,3\n");
    assertThatThrownBy(() -> read(NasBenchMacroTable.SCORED))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "every network of %s must be in %s, but 22222222 is not"
                .formatted(
                    folder.resolve("nasbench-macro.csv"),
                    folder.resolve("nas-bench-macro_cifar10.json")));
  }

  @Test
  void macro_withTheScoresOfTheProgram_hasNaswot() throws IOException {
    assertThat(
            MeasuredCsv.parse(
                    "nasbench-macro.csv",
                    TableFile.find(Optional.empty(), "nasbench-macro.csv").orElseThrow().text())
                .scores())
        .extracting(Score::name)
        .contains("naswot", "synflow");
  }

  @Test
  void darts_hasScoresThatVaryAndNoSeconds() throws IOException {
    write("zc_nasbench301.json", DARTS);
    TruthTable table = read(new DartsTable()).orElseThrow();

    assertThat(table.networks()).containsExactly("net a", "net b");
    assertThat(table.truths()).containsExactly(0.925, 0.935);
    assertThat(table.scores()).extracting(Score::name).containsExactly("flops");
    assertThat(table.timed()).isFalse();
  }

  @Test
  void read_ofAMissingOrDamagedFile_isOneSentence() throws IOException {
    Path file = folder.resolve("zc_nasbench301.json");
    assertRefused(
        "the folder of --data-dir must have zc_nasbench301.json, but %s does not"
            .formatted(folder));
    write("zc_nasbench301.json", "{\"nasbench301\":\n oops");
    assertRefused(
        "%s must be JSON, but is not at line 2, column 2: Unrecognized token 'oops': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
            .formatted(file));
    write("zc_nasbench301.json", "{}");
    assertRefused(
        "%s must have an object with a network for each name in nasbench301/cifar10, but has none"
            .formatted(file));
    write("zc_nasbench301.json", DARTS.replace("92.5", "\"good\""));
    assertRefused("val_accuracy of net a in %s must be a number, but is \"good\"".formatted(file));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> read(new DartsTable()))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void macro_ofAnotherSpace_isOneSentence() throws IOException {
    write("nas-bench-macro_cifar10.json", MACRO.replace("00000001", "0000000x"));
    assertThatThrownBy(() -> read(NasBenchMacroTable.ALL))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a network of %s must be 8 digits of 0, 1 and 2, but one is \"0000000x\""
                .formatted(folder.resolve("nas-bench-macro_cifar10.json")));
  }

  @Test
  void convNets_withoutACompleteNetwork_areRefused() throws IOException {
    write(
        "convnet.csv", "architecture,full-1:accuracy@1,full-1:truth@1,full-1:seconds\na,0.5,,1\n");
    assertThatThrownBy(() -> read(OwnTable.CONVNET))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the folder of --data-dir must have convnet.json, but %s does not".formatted(folder));
    write("convnet.json", "{\"sessions\": []}");
    assertThatThrownBy(() -> read(OwnTable.CONVNET))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s must have at least 1 session, but has none"
                .formatted(folder.resolve("convnet.json")));
    write("convnet.json", "{\"sessions\": [{\"yardstick\": 1e-300}]}");
    assertThatThrownBy(() -> read(OwnTable.CONVNET))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a yardstick in %s must be seconds in [0.001, 1000.0], but is 1.0E-300"
                .formatted(folder.resolve("convnet.json")));
    write("convnet.json", "{\"sessions\": [{}]}");
    assertThatThrownBy(() -> read(OwnTable.CONVNET))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s must have at least 1 network with all full trainings, but has none"
                .formatted(folder.resolve("convnet.csv")));
  }

  @Test
  void ownTable_ofTwoMachines_hasTheSecondsOfTheFirst() throws IOException {
    write(
        "convnet.csv",
        """
        architecture,parameters,flops,decision:depth,free:seconds,dm-ipc1:accuracy@1,dm-ipc1:validation-loss@1,dm-ipc1:training-loss@1,dm-ipc1:seconds,random-ipc1:accuracy@1,random-ipc1:validation-loss@1,random-ipc1:training-loss@1,random-ipc1:seconds,full-1:accuracy@1,full-1:truth@1,full-1:seconds,status
        a,10,100,1,1,0.3,2,2,4,0.3,2,2,4,0.5,0.5,8,measured
        x,10,100,1,1,,,,,,,,,,,,failed: full-1: no memory
        b,20,200,2,1,0.2,3,3,4,0.2,3,3,4,0.4,0.4,8,measured
        """);
    write(
        "convnet.json",
        """
        {"sessions": [
          {"firstRow": 1, "lastRow": 2, "yardstick": 0.03,
           "sets": {"dm-ipc1": {"seconds": 100, "secondsHere": 60}, "random-ipc1": {"seconds": 1}}},
          {"firstRow": 3, "lastRow": 3, "yardstick": 0.06,
           "sets": {"dm-ipc1": {"seconds": 100, "secondsHere": 120}}}]}
        """);
    TruthTable table = read(OwnTable.CONVNET).orElseThrow();

    assertThat(table.networks()).containsExactly("a", "b");
    assertThat(table.scoreSeconds()).containsExactly(1.0, 0.5);
    assertThat(table.trainings().get(0).seconds()).containsExactly(8.0, 4.0);
    assertThat(table.proxies().get(0).seconds()).containsExactly(4.0, 2.0);
    assertThat(table.proxies()).extracting(ProxyTraining::once).containsExactly(60.0, 0.0);
  }

  @Test
  void ownTable_setsThatDoNotTellTheirCost_haveNone() throws IOException {
    String header = "architecture,full-1:accuracy@1,full-1:truth@1,full-1:seconds";
    String values = "a,0.5,0.5,8";
    for (String set : List.of("told", "elsewhere", "silent", "random-ipc1")) {
      header += ",%1$s:accuracy@1,%1$s:training-loss@1,%1$s:seconds".formatted(set);
      values += ",0.3,2,4";
    }
    write("convnet.csv", header + "\n" + values + "\n");
    String sets =
        """
        {"told": {"seconds": 100, "secondsHere": 60}, "elsewhere": {"seconds": 100},
         "silent": {"hash": "5"}, "random-ipc1": {"hash": "6"}}
        """;
    String session = "{\"sessions\": [{\"firstRow\": 1, \"lastRow\": 1, %s \"sets\": %s}]}";

    write("convnet.json", session.formatted("\"yardstick\": 0.03,", sets));
    assertThat(costs()).containsExactly(60.0, Double.NaN, Double.NaN, 0.0);

    write("convnet.json", session.formatted("", sets));
    assertThat(costs()).as("of a cluster").containsExactly(60.0, Double.NaN, Double.NaN, 0.0);

    write("convnet.json", session.formatted("", sets.replace(", \"secondsHere\": 60", "")));
    assertThat(costs())
        .as("of an earlier version, as they are")
        .containsExactly(100.0, 100.0, Double.NaN, 0.0);
  }

  private List<Double> costs() throws IOException {
    return read(OwnTable.CONVNET).orElseThrow().proxies().stream()
        .map(ProxyTraining::once)
        .toList();
  }

  @Test
  void about_ofAnUnknownTable_saysWhichThereAre() {
    assertThat(TruthTables.names())
        .containsExactly(
            "convnet", "nasbench201", "nasbench-macro", "nasbench-macro-scores", "darts");
    assertThatThrownBy(() -> TruthTables.about("imagenet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a table must be one of convnet, nasbench201, nasbench-macro, nasbench-macro-scores, darts, but was \"imagenet\"");
  }
}
