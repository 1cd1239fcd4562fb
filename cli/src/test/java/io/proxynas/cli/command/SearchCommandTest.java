package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.ProxyNas;
import io.proxynas.cli.TestShell;
import io.proxynas.cli.TinyImages;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.eval.search.RunResult;
import io.proxynas.nas.search.Strategy;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.ValidationSplit;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.internal.folder.ImageFolder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The whole way on a tiny image folder, in one process. */
class SearchCommandTest {

  private static final Map<String, String> OPTIONS =
      Map.of(
          "--dataset", "photos",
          "--size", "12",
          "--proxy", "dm-ipc2",
          "--iterations", "5",
          "--depths", "1,2",
          "--widths", "8",
          "--candidates", "6",
          "--epochs", "1",
          "--validate", "3");

  @TempDir static Path directory;
  private static TestShell shell;
  private static TestShell.Result first;

  @BeforeAll
  static void firstRun() throws IOException {
    TinyImages.write(directory.resolve("photos"));
    shell = new TestShell(directory);
    first = search("--out", "first");
  }

  /** A search of a few seconds; {@code more} overrides and adds options. */
  private static TestShell.Result search(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    OPTIONS.forEach(
        (name, value) -> {
          if (!arguments.contains(name)) {
            arguments.addAll(List.of(name, value));
          }
        });
    return shell.run(arguments.toArray(String[]::new));
  }

  private static Path file(String name) {
    return directory.resolve(name);
  }

  /** The winner, without its latency, which is measured. */
  private static JsonNode best(String run) throws IOException {
    return ((ObjectNode) report(run).get("best")).without("latencySeconds");
  }

  private static JsonNode report(String run) throws IOException {
    return new ObjectMapper().readTree(file(run).resolve("report.json").toFile());
  }

  /** The lines of ranking.csv without the column of seconds. */
  private static List<String> ranking(String run) throws IOException {
    return Files.readAllLines(file(run).resolve("ranking.csv")).stream()
        .map(line -> line.split(",", -1))
        .map(
            fields ->
                IntStream.range(0, fields.length)
                    .filter(i -> i != 5)
                    .mapToObj(i -> fields[i])
                    .toList()
                    .toString())
        .toList();
  }

  @Test
  void search_writesEveryFile() {
    assertThat(first.code()).as(first.err()).isZero();
    for (String name :
        List.of(
            "journal.jsonl",
            "ranking.csv",
            "report.json",
            "report.html",
            "command.txt",
            "proxy.png",
            "best/architecture.json",
            "best/model.onnx",
            "best/model.zip")) {
      assertThat(file("first").resolve(name)).isNotEmptyFile();
    }
    assertThat(file("first"))
        .isDirectoryRecursivelyContaining("glob:**/validation/journal.jsonl")
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void search_printsResultsToOutAndProgressToErr() {
    assertThat(first.out())
        .contains("Ranking by dm-ipc2 on photos", "May the ranking be trusted?", "Spearman")
        .contains("File model = new File(\"" + file("first").resolve("best/model.zip") + "\");");
    assertThat(first.err())
        .contains("condense: 5 of 5 iterations", "search: 6 of 6 candidates", "best ")
        .contains("validate: ", "rivals: 8 of 8 rivals")
        .containsPattern("\\d trainings on the full data and \\d for rivals, \\d of them known");
  }

  @Test
  void page_holdsTheReportAndTheCommand() throws IOException {
    String page = Files.readString(file("first").resolve("report.html"));
    String command = Files.readString(file("first").resolve("command.txt")).strip();

    assertThat(command)
        .startsWith("nas-search --")
        .doesNotContain("--out")
        .contains("--candidates 6");
    assertThat(page)
        .contains("\"command\":\"" + command)
        .contains(report("first").get("verdict").textValue())
        .contains("data:image/png;base64,");
  }

  @Test
  void dashboard_isServedWhileTheSearchRuns_andThenNoMore() {
    TestShell.Result result = search("--out", "live", "--dashboard", "0", "--quiet");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.errorLines()).hasSize(1);
    URI address = URI.create(result.err().replace("dashboard: ", "").strip());
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void dashboard_openToOthers_warns() {
    TestShell.Result result =
        search("--out", "open", "--dashboard", "0", "--dashboard-host", "0.0.0.0", "--quiet");

    assertThat(result.err()).contains("warning: the dashboard can be read by everyone");
  }

  @Test
  void dashboard_portTaken_isOneLine_andNothingIsLeft() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      TestShell.Result result = search("--out", "taken", "--dashboard", port, "--quiet");

      assertThat(result.code()).isEqualTo(ExitCode.FAILED);
      assertThat(result.errorLines()).hasSize(1);
      assertThat(result.err())
          .startsWith(
              "nas-search: the dashboard must listen on a free port of this machine, but 127.0.0.1:"
                  + port);
      assertThat(file("taken")).doesNotExist();
    }
  }

  @Test
  void report_ofRuns_writesPagesAndCsvAndComparesThem() throws IOException {
    search("--out", "other", "--strategy", "random");
    String page = Files.readString(file("first").resolve("report.html"));
    Files.delete(file("first").resolve("report.html"));

    TestShell.Result result =
        shell.run("report", "first", "other", "--csv", "all.csv", "--html", "all.html");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("1  first", "2  other", "Spearman ρ", "all.csv", "all.html");
    assertThat(Files.readString(file("first").resolve("report.html"))).isEqualTo(page);
    assertThat(Files.readAllLines(file("all.csv"))).hasSize(1 + 6 + 6);
    assertThat(Files.readString(file("all.html")))
        .contains("\"name\":\"first\"", "\"name\":\"other\"");
  }

  @Test
  void report_ofAnUnfinishedRun_saysHowFarItIs() throws IOException {
    search("--out", "stopped");
    Files.delete(file("stopped").resolve("report.json"));

    TestShell.Result result = shell.run("report", "stopped");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Not finished: 6 candidates on the proxy");
  }

  @Test
  void report_hasEveryFieldOfTheContract() throws IOException {
    JsonNode report = report("first");

    assertFields(
        report,
        "schema seed versions machine dataset proxy search validation speedup cost best verdict");
    assertFields(report.get("dataset"), "name train validation test");
    assertFields(
        report.get("proxy"), "name method imagesPerClass images condenseSeconds fromCache hash");
    assertFields(
        report.get("search"),
        "strategy space spaceSize requested distinct cacheHits failed rejected seconds candidatesPerMinute"
            + " workers");
    assertFields(
        report.get("validation"),
        "n sample spearman fisher kendall topK regret truthSeeds reliability noiseCeiling top choice rivals");
    assertFields(report.at("/validation/spearman"), "value low high");
    assertFields(report.at("/validation/kendall"), "value low high");
    assertFields(report.at("/validation/topK"), "k recall");
    assertFields(
        report.at("/validation/rivals/0"),
        "name needs basis spearman low high kendall topKRecall regret top choice difference seconds");
    assertFields(report.at("/validation/rivals/0/difference"), "value low high p");
    assertFields(
        report.get("cost"),
        "condenseSeconds condenseScale searchSeconds validationSeconds rivalSeconds proxyBytes dataBytes");
    assertThat(report.get("validation").get("rivals").findValuesAsText("name"))
        .containsExactly(
            "random-ipc2",
            "early-stopping",
            "parameters",
            "flops",
            "naswot",
            "synflow",
            "jacobian-covariance",
            "decision");
    assertThat(report.at("/cost/proxyBytes").intValue()).isEqualTo(3 * 2 * 144 * 4);
    assertThat(report.at("/cost/dataBytes").intValue()).isEqualTo(3 * 16 * 144);
    assertFields(
        report.get("speedup"),
        "proxySecondsPerCandidate fullSecondsPerCandidate search endToEnd breakEvenCandidates");
    assertFields(
        report.get("best"), "architecture validationAccuracy testAccuracy parameters flops");
    assertThat(report.at("/search/distinct").intValue()).isEqualTo(6);
    assertThat(report.at("/dataset/test").intValue()).isEqualTo(3 * TinyImages.TEST);
    assertThat(report.at("/proxy/fromCache").booleanValue()).isFalse();
  }

  private static void assertFields(JsonNode node, String names) {
    assertThat(node.fieldNames()).toIterable().contains(names.split(" "));
  }

  @Test
  void secondRun_otherWorkers_isTheSameFromTheCache() throws IOException {
    TestShell.Result second = search("--out", "second", "--workers", "1");

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(ranking("second")).isEqualTo(ranking("first")).hasSize(7);
    assertThat(report("second").at("/proxy/fromCache").booleanValue()).isTrue();
    assertThat(best("second")).isEqualTo(best("first"));
    assertThat(second.err()).doesNotContain("condense:");
  }

  @Test
  void truthSeeds_areMeanedAndGiveTheCeiling_andAreSharedWithOtherRuns() throws IOException {
    String two = "--truth-seeds 2 --validate 6 --rivals none";
    TestShell.Result one = search(("--out truth " + two).split(" "));
    TestShell.Result other = search(("--out truth-other --proxy dm-ipc3 " + two).split(" "));

    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.err())
        .contains("12 trainings on the full data and 0 for rivals, ")
        .contains("validate: 12 of 12 trainings");
    assertThat(report("truth").at("/validation/truthSeeds").intValue()).isEqualTo(2);
    assertThat(file("truth")).isDirectoryContaining("glob:**/validation-2");
    assertThat(report("truth").get("validation").get("rivals").findValuesAsText("name"))
        .containsExactly("parameters", "flops");
    assertThat(other.code()).as(other.err()).isZero();
    assertThat(other.err()).contains("0 for rivals, 12 of them known already: about 0 s");
    // The very trainings of the other run, with the time that they took there.
    assertThat(report("truth-other").at("/cost/validationSeconds").doubleValue())
        .isCloseTo(report("truth").at("/cost/validationSeconds").doubleValue(), within(1e-6));
  }

  @Test
  void resume_withMoreTruthSeeds_goesOn() throws IOException {
    search("--out", "more-seeds", "--rivals", "random");

    TestShell.Result resumed =
        search("--out", "more-seeds", "--rivals", "random", "--truth-seeds", "3", "--resume");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(report("more-seeds").at("/validation/truthSeeds").intValue()).isEqualTo(3);
    assertThat(report("more-seeds").get("validation").get("rivals").findValuesAsText("name"))
        .containsExactly("random-ipc2", "parameters", "flops");
  }

  /** What neither of them is told is the same for both. */
  @Test
  void library_takesUpTheRunOfACommandLine() throws IOException, InterruptedException {
    search("--out", "shared");
    byte[] journal = Files.readAllBytes(file("shared").resolve("journal.jsonl"));
    JsonNode rivals = report("shared").at("/validation/rivals");
    Files.delete(file("shared").resolve("report.json"));

    RunResult result =
        ProxyNas.on(file("photos"))
            .cache(file("home"))
            .imageSize(12)
            .proxy("dm-ipc2")
            .condensation(CondensationSettings.CPU.withIterations(Method.DM, 5))
            .space(new ConvNetSpace(List.of(1, 2), List.of(8)))
            .candidates(6)
            .epochs(1)
            .validate(3)
            .search(file("shared"));

    assertThat(file("shared").resolve("journal.jsonl")).hasBinaryContent(journal);
    assertThat(result.evidence()).isPresent();
    assertThat(report("shared").at("/validation/rivals").findValuesAsText("name"))
        .isEqualTo(rivals.findValuesAsText("name"));
  }

  @Test
  void otherSeed_findsAnotherRanking() throws IOException {
    search("--out", "seeded", "--seed", "2");

    assertThat(ranking("seeded")).isNotEqualTo(ranking("first"));
  }

  @Test
  void resume_cutJournal_endsWithTheSameRanking() throws IOException {
    search("--out", "cut");
    Path journal = file("cut").resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(
        journal, String.join("\n", lines.subList(0, 4)) + "\n" + lines.get(4).substring(0, 20));
    Files.delete(file("cut").resolve("ranking.csv"));

    TestShell.Result resumed = search("--out", "cut", "--resume");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains("warning: the end of " + journal + ", from line 5 on, was torn");
    assertThat(ranking("cut")).isEqualTo(ranking("first"));
    assertThat(Files.readAllLines(journal)).hasSize(7);
  }

  @Test
  void resume_otherEpochs_isRefused() {
    search("--out", "epochs");

    TestShell.Result resumed = search("--out", "epochs", "--resume", "--epochs", "2", "--quiet");

    assertThat(resumed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(resumed.errorLines())
        .containsExactly(
            "nas-search: a run that goes on must keep its settings, but has --epochs 2 here, 1 in the run %s: leave that out, or begin another run"
                .formatted(file("epochs")));
  }

  @Test
  void defaultFolder_taken_getsANumber_andResumeTakesTheLatest() throws IOException {
    assertThat(search("--seed", "5").code()).isZero();
    assertThat(search("--seed", "5").code()).isZero();
    Path second = file("runs").resolve("photos-dm-ipc2-seed5-2");
    assertThat(ranking("runs/photos-dm-ipc2-seed5")).isEqualTo(ranking(second.toString()));
    for (String run : List.of("photos-dm-ipc2-seed5", "photos-dm-ipc2-seed5-2")) {
      Path itself = file("runs").resolve(run).resolve("run.json");
      Files.writeString(
          itself, Files.readString(itself).replace("\"finished\" : true", "\"finished\" : false"));
    }
    Files.delete(second.resolve("report.json"));

    TestShell.Result resumed = search("--seed", "5", "--resume");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).startsWith("going on with " + second + ": nas-search --");

    assertThat(second.resolve("report.json")).exists();
    assertThat(file("runs").resolve("photos-dm-ipc2-seed5-3")).doesNotExist();
  }

  @Test
  void json_isTheReportAndNothingElse() throws IOException {
    TestShell.Result result = search("--out", "json", "--json", "--quiet");

    assertThat(result.out()).isEqualTo(Files.readString(file("json").resolve("report.json")));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void noValidation_reportsThatTheRankingIsUnproven() throws IOException {
    TestShell.Result result = search("--out", "unproven", "--validate", "0");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(report("unproven").at("/validation/n").intValue()).isZero();
    assertThat(report("unproven").at("/verdict").textValue())
        .startsWith("May it discard? Cannot be told: ");
  }

  @Test
  void initialisations_areTheRivalsToo() throws IOException {
    for (String draws : List.of("1", "4")) {
      String options = "--strategy random --candidates 20 --validate 20 --widths 4,8,12 --rivals";
      String rivals = "naswot,synflow,jacobian-covariance";
      TestShell.Result result =
          search(
              with(options.split(" "), rivals, "--initialisations", draws, "--out", "w" + draws));
      assertThat(result.code()).as(result.err()).isZero();
    }
    assertThat(ranking("w4")).isEqualTo(ranking("w1"));
    assertThat(correlations("w4").subList(0, 2)).isEqualTo(correlations("w1").subList(0, 2));
    assertThat(correlations("w4")).hasSize(5).isNotEqualTo(correlations("w1"));
  }

  /** Of the rivals' scores with the truth; parameters and FLOPs come first. */
  private static List<JsonNode> correlations(String run) throws IOException {
    return report(run).at("/validation/rivals").findValues("spearman");
  }

  @Test
  void fullAndRandom_areProxiesToo() throws IOException {
    for (String proxy : List.of("full", "random-ipc2")) {
      TestShell.Result result =
          shell.run(
              ("--dataset photos --size 12 --preset smoke --widths 8 --depths 1 --candidates 2"
                      + " --epochs 1 --strategy random --validate 1 --out "
                      + proxy
                      + " --proxy "
                      + proxy)
                  .split(" "));

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(report(proxy).at("/proxy/name").textValue()).isEqualTo(proxy);
    }
    assertThat(file("full").resolve("proxy.png")).doesNotExist();
  }

  private static TestShell.Result searchOf(String space, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                ("--dataset photos --size 12 --preset smoke --proxy random-ipc2"
                        + " --validate 1 --space "
                        + space)
                    .split(" ")));
    arguments.addAll(List.of(more));
    Map.of("--candidates", "4", "--epochs", "1")
        .forEach(
            (name, value) -> {
              if (!arguments.contains(name)) {
                arguments.addAll(List.of(name, value));
              }
            });
    return shell.run(arguments.toArray(String[]::new));
  }

  @Test
  void spaces_byNameAndFile_areSearched() throws IOException {
    Files.writeString(
        file("mine.json"),
        """
        {"space": "chain", "name": "mine", "slots": [
          {"choices": {
            "narrow": [{"layer": "convolution", "filters": 4}],
            "wide": [{"layer": "convolution", "filters": 8}]}},
          {"choices": {
            "max": [{"layer": "pooling", "kind": "max"}],
            "mean": [{"layer": "globalaverage"}]}}]}
        """);
    Map<String, String> spaces =
        Map.of("mine.json", "mine", "nasbench201:cells=1,channels=4", "nasbench201");
    for (Map.Entry<String, String> space : spaces.entrySet()) {
      String out = "space-" + space.getValue();
      TestShell.Result result = searchOf(space.getKey(), "--out", out);

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(report(out).at("/search/space").textValue()).isEqualTo(space.getValue());
      assertThat(ranking(out)).hasSize(5);
    }
  }

  @Test
  void strategies_allRun() throws IOException {
    for (Strategy strategy : Strategy.values()) {
      String out = "strategy-" + strategy.word();
      TestShell.Result result = searchOf("mlp", "--out", out, "--strategy", strategy.word());

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(report(out).at("/search/strategy").textValue()).isEqualTo(strategy.word());
      assertThat(report(out).at("/pareto/objectives")).hasSize(strategy.objectives().size());
    }
  }

  @Test
  void objectives_withAnyStrategy_haveTheirFrontInEveryReport() throws IOException {
    TestShell.Result result =
        searchOf("mlp", "--out", "front", "--strategy", "random", "--objectives", "accuracy,flops");

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode front = report("front").at("/pareto/front");
    assertThat(front).isNotEmpty();
    assertThat(ranking("front"))
        .filteredOn(line -> line.contains(", pareto, "))
        .hasSize(front.size());
    assertThat(result.out()).contains("Pareto front of accuracy, flops: the first " + front.size());
  }

  @Test
  void objectives_thatAreNone_areRefused() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "accuracy,speed",
                "an objective must be one of accuracy, parameters, flops, latency, but was \"speed\"",
                "flops",
                "the objectives must be at least 2 different ones, but were [flops]",
                "flops,flops",
                "the objectives must be at least 2 different ones, but were [flops, flops]")
            .entrySet()) {
      TestShell.Result result =
          searchOf("mlp", "--strategy", "nsga2", "--objectives", wrong.getKey());

      assertThat(result.code()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains(wrong.getValue());
    }
  }

  @Test
  void halving_trainsTheBestInFull_andSaysWhatItSaved() throws IOException {
    String[] options = {"--candidates", "12", "--epochs", "9", "--halving", "3"};
    TestShell.Result result = searchOf("mlp", with(options, "--out", "halved"));

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode halving = report("halved").get("halving");
    assertThat(halving.get("rungs"))
        .extracting(rung -> rung.get("epochs").intValue())
        .containsExactly(1, 3, 9);
    assertThat(halving.at("/rungs/0/candidates").intValue()).isEqualTo(12);
    assertThat(halving.at("/rungs/1/candidates").intValue()).isBetween(4, 7);
    int full = halving.at("/rungs/2/candidates").intValue();
    assertThat(halving.get("fullTrainingsSaved").intValue()).isEqualTo(12 - full);
    int second = halving.at("/rungs/1/candidates").intValue();
    int images = halving.at("/rungs/0/images").intValue();
    int scored = (report("halved").at("/dataset/validation").intValue() + 1) / 2; // rank, not judge
    double passes = 12 * 3 * images + second * 3 * 3 * images + full * 9 * 3 * images;
    assertThat(halving.get("work").doubleValue())
        .isEqualTo(
            (passes + (12 + second + full) * scored) / (12 * (9 * 3 * images + scored)),
            within(1e-9));
    assertThat(result.out()).contains("Successive halving by 3", "the work of training all");
    assertThat(ranking("halved")).hasSize(13);
    assertThat(ranking("halved").subList(1, 1 + full)).allMatch(line -> line.endsWith(" 2, , , ]"));
    assertThat(ranking("halved").get(12)).endsWith(" 0, , , ]");

    searchOf("mlp", "--candidates", "12", "--epochs", "9", "--out", "unhalved");
    List<String> unhalved =
        ranking("unhalved").stream().map(SearchCommandTest::architectureAndAccuracy).toList();
    assertThat(ranking("halved").subList(1, 1 + full)) // what is trained in full is as without
        .allMatch(line -> unhalved.contains(architectureAndAccuracy(line)));

    assertThat(searchOf("mlp", with(options, "--out", "halved1", "--workers", "1")).code())
        .isZero();
    assertThat(ranking("halved1")).isEqualTo(ranking("halved"));
  }

  private static String[] with(String[] options, String... more) {
    return Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static String architectureAndAccuracy(String line) {
    return line.split(", ")[1] + " " + line.split(", ")[2];
  }

  @Test
  void halving_byProxies_trainsOnEach_andGoesOnWhereItStopped() throws IOException {
    String[] options = {"--candidates", "9", "--halving", "2", "--rungs", "random-ipc1,dm-ipc1"};
    TestShell.Result whole =
        searchOf("mlp", with(options, "--out", "proxies", "--strategy", "nsga2"));
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(report("proxies").at("/halving/rungs"))
        .extracting(rung -> rung.get("proxy").textValue())
        .containsExactly("random-ipc1", "dm-ipc1", "random-ipc2");
    List<String> ranking = ranking("proxies");

    Path journal = file("proxies").resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, 8)) + "\n");
    TestShell.Result resumed =
        searchOf("mlp", with(options, "--out", "proxies", "--strategy", "nsga2", "--resume"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(ranking("proxies")).isEqualTo(ranking);
    assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines);

    TestShell.Result same =
        searchOf("mlp", "--candidates", "9", "--out", "proxies", "--strategy", "nsga2", "--resume");
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(ranking("proxies")).isEqualTo(ranking);
  }

  @Test
  void halving_scoredFirst_trainsTheBest_andRanksTheOthersBelowThem() throws IOException {
    String[] options = {
      "--candidates", "9", "--halving", "2", "--rungs", "synflow,random-ipc1", "--workers", "2"
    };
    TestShell.Result whole = searchOf("mlp", with(options, "--out", "scored"));

    assertThat(whole.code()).as(whole.err()).isZero();
    JsonNode halving = report("scored").get("halving");
    assertThat(halving.get("rungs"))
        .extracting(rung -> rung.get("proxy").textValue())
        .containsExactly("synflow", "random-ipc1", "random-ipc2");
    int trained = halving.at("/rungs/1/candidates").intValue();
    int full = halving.at("/rungs/2/candidates").intValue();
    assertThat(halving.at("/rungs/0/candidates").intValue()).isEqualTo(9);
    assertThat(trained).isBetween(4, 7);
    assertThat(halving.get("trainings").intValue()).isEqualTo(trained + full);
    int scored = (report("scored").at("/dataset/validation").intValue() + 1) / 2; // rank, not judge
    int batch = halving.at("/rungs/0/images").intValue();
    assertThat(halving.get("work").doubleValue()) // three draws of weights, three sets of 3 and 6
        .isEqualTo(
            (9.0 * 3 * 3 * batch + trained * (3 * 3 + scored) + full * (3 * 6 + scored))
                / (9 * (3 * 6 + scored)),
            within(1e-9));
    List<String> ranking = ranking("scored");
    assertThat(ranking).hasSize(10);
    assertThat(ranking.subList(1, 1 + trained)).allMatch(line -> line.contains(", trained, "));
    assertThat(ranking.subList(1 + trained, 10))
        .allMatch(line -> line.contains(", scored, ") && line.endsWith(", 0, , , ]"))
        .allMatch(line -> line.split(", ")[2].isEmpty())
        .extracting(line -> -Double.parseDouble(line.split(", ")[11]))
        .isSorted();
    assertThat(whole.out()).containsPattern("0  synflow +- +9 ");

    Path journal = file("scored").resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, 8)) + "\n");
    options[7] = "1";
    assertThat(searchOf("mlp", with(options, "--out", "scored", "--resume")).code()).isZero();
    assertThat(ranking("scored")).isEqualTo(ranking);
    assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines);

    options[5] = "naswot,random-ipc1";
    TestShell.Result other = searchOf("mlp", with(options, "--out", "scored", "--resume"));
    assertThat(other.errorLines())
        .filteredOn(line -> line.startsWith("nas-search: "))
        .singleElement()
        .asString()
        .contains("--rungs naswot,random-ipc1 here, synflow,random-ipc1 in the run");
  }

  @Test
  void halving_byAnotherScore_promotesByIt() throws IOException {
    String[] options = {"--candidates", "8", "--halving", "2", "--rungs", "random-ipc1"};
    TestShell.Result result =
        searchOf(
            "mlp",
            with(options, "--out", "large", "--rank-by", "parameters", "--strategy", "random"));

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(searchOf("mlp", with(options, "--out", "single", "--strategy", "random")).code())
        .isZero();
    assertThat(promoted("large")).isNotEqualTo(promoted("single")).hasSizeBetween(4, 7);
  }

  /** Those that were trained in full, whatever their order. */
  private static List<String> promoted(String run) throws IOException {
    return ranking(run).stream()
        .filter(line -> line.endsWith(", 1, , , ]"))
        .map(line -> line.split(", ")[1])
        .sorted()
        .toList();
  }

  @Test
  void latency_isAnObjective_andComesFromTheJournalOnResume() throws IOException {
    String[] options = {
      "--candidates",
      "20",
      "--out",
      "timed",
      "--strategy",
      "nsga2",
      "--objectives",
      "accuracy,latency"
    };
    String space = "mlp:layers=1+2+3,widths=4+6+8+10+12+14+16"; // more than one generation
    TestShell.Result result = searchOf(space, options);

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("warning: the search looks at latencies");
    assertThat(result.out()).containsPattern("parameters +flops +latency\n");
    assertThat(Files.readString(file("timed").resolve("report.html")))
        .contains("the search looks at latencies");
    List<String> ranking = ranking("timed");
    assertThat(ranking).hasSize(21);
    assertThat(ranking.get(0)).contains(", latencySeconds, ");
    assertThat(ranking.subList(1, 21))
        .allMatch(line -> Double.parseDouble(line.replaceAll("(.*, )([^ ]+)(, , ]|]$)", "$2")) > 0);
    assertThat(report("timed").at("/pareto/front/0/latencySeconds").doubleValue()).isPositive();
    List<String> journal = Files.readAllLines(file("timed").resolve("journal.jsonl"));

    assertThat(searchOf(space, with(options, "--resume")).code()).isZero();
    assertThat(ranking("timed")).isEqualTo(ranking);
    assertThat(Files.readAllLines(file("timed").resolve("journal.jsonl"))).isEqualTo(journal);

    options[7] = "accuracy,flops";
    TestShell.Result other = searchOf(space, with(options, "--resume", "--quiet"));
    assertThat(other.errorLines()).hasSize(1);
    assertThat(other.err())
        .contains("--objectives accuracy,flops here, accuracy,latency in the run");
  }

  @Test
  void halving_thatIsNone_isRefused() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "--halving 3 --rungs random-ipc1,naswot",
                "a training-free score must be the first of the rungs, but was naswot in"
                    + " random-ipc1,naswot",
                "--halving 3 --rungs naswot,synflow",
                "a training-free score must be the first of the rungs, but was synflow in"
                    + " naswot,synflow",
                "--halving 5 --rungs naswot",
                "candidates to be halved must be at least as many as the factor 5, but were 4",
                "--rungs naswot",
                "--rungs must go with --halving F, but were naswot without",
                "--halving 3 --rungs naswod",
                "a rung must be a proxy or, the first, one of naswot, synflow, jacobian-covariance,"
                    + " epe-nas, gradient-norm: the proxy must be one of",
                "--halving 1",
                "the halving factor must be in [2, 10], but was 1",
                "--halving 3",
                "halving must have at least 2 different rungs, but had 1 epochs on random-ipc2 only",
                "--rungs dm-ipc1",
                "--rungs must go with --halving F, but were dm-ipc1 without",
                "--halving 3 --rungs dm-ipc",
                "dm-ipc")
            .entrySet()) {
      TestShell.Result result = searchOf("mlp", wrong.getKey().split(" "));

      assertThat(result.code()).isEqualTo(ExitCode.USAGE);
      assertThat(result.errorLines()).hasSize(1);
      assertThat(result.err()).contains(wrong.getValue());
    }
  }

  @Test
  void resume_ofAFinishedRunWithMoreCandidates_extendsIt() throws IOException {
    assertThat(searchOf("mlp", "--out", "extended", "--candidates", "3").code()).isZero();
    TestShell.Result more = searchOf("mlp", "--out", "extended", "--candidates", "9", "--resume");
    assertThat(more.code()).as(more.err()).isZero();
    assertThat(searchOf("mlp", "--out", "at-once", "--candidates", "9").code()).isZero();

    assertThat(ranking("extended")).isEqualTo(ranking("at-once")).hasSize(10);
    assertThat(Files.readAllLines(file("extended").resolve("journal.jsonl"))).hasSize(10);
    assertThat(best("extended")).isEqualTo(best("at-once"));
  }

  @Test
  void maxParams_trainsSmallerOnes_andCountsTheOthers() throws IOException {
    TestShell.Result result =
        searchOf("mlp:layers=1,widths=4+8+16+32+64", "--out", "small", "--max-params", "2000");

    // 144 pixels into the width, and that into 3 classes: 2,371 at 16
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(ranking("small")).hasSize(3);
    assertThat(report("small").at("/search/rejected").intValue()).isEqualTo(3);
    assertThat(result.out()).contains("3 more candidates were larger than the limits");
  }

  @Test
  void maxFlops_differentOnResume_isRefused() {
    assertThat(searchOf("mlp", "--out", "flops").code()).isZero();

    TestShell.Result resumed =
        searchOf("mlp", "--out", "flops", "--resume", "--quiet", "--max-flops", "1000000");

    assertThat(resumed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(resumed.err()).contains("--max-flops 1000000 here, not given in the run");
  }

  @Test
  void model_loadedByDl4j_hasTheReportedAccuracy() throws IOException, InterruptedException {
    CacheFolder cache = new CacheFolder(file("home"));
    var data =
        ImageFolder.read(
            file("photos"), new Seed(1), OptionalInt.of(TinyImages.SIZE), cache, Progress.NONE);
    LabelledImages validation = ValidationSplit.of(data, new Seed(1)).validation();
    JsonNode best = report("first").get("best");
    ComputationGraph network =
        ModelSerializer.restoreComputationGraph(file("first").resolve("best/model.zip").toFile());

    assertThat(accuracy(network, validation))
        .isCloseTo(best.get("validationAccuracy").doubleValue(), within(1e-9));
    assertThat(accuracy(network, data.test()))
        .isCloseTo(best.get("testAccuracy").doubleValue(), within(1e-9));
    assertThat(network.numParams()).isEqualTo(best.get("parameters").longValue());
  }

  private static double accuracy(ComputationGraph network, LabelledImages images) {
    int[] all = IntStream.range(0, images.size()).toArray();
    float[] pixels = new float[images.size() * images.shape().size()];
    images.copy(all, 0, all.length, pixels);
    INDArray input =
        Nd4j.create(pixels, new long[] {images.size(), 1, TinyImages.SIZE, TinyImages.SIZE}, 'c');
    INDArray output = network.outputSingle(input);
    assertThat(output.isNaN().any()).isFalse();
    int right = 0;
    for (int i = 0; i < images.size(); i++) {
      right += output.getRow(i).argMax(0).getInt(0) == images.labels()[i] ? 1 : 0;
    }
    return (double) right / images.size();
  }
}
