package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.ProxyNas;
import io.proxynas.cli.TestShell;
import io.proxynas.cli.TinyImages;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.eval.search.RunResult;
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
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The whole way on a tiny image folder, in one process. */
class SearchCommandTest {

  @TempDir static Path directory;
  private static SmallSearches searches;
  private static TestShell.Result first;

  @BeforeAll
  static void images() throws IOException {
    searches = SmallSearches.in(directory);
    first = searches.run("--out", "first");
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
      assertThat(searches.file("first").resolve(name)).isNotEmptyFile();
    }
    assertThat(searches.file("first"))
        .isDirectoryRecursivelyContaining("glob:**/validation/journal.jsonl")
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void search_printsResultsToOutAndProgressToErr() {
    assertThat(first.out())
        .contains("Ranking by dm-ipc2 on photos", "May the ranking be trusted?", "Spearman")
        .contains(
            "File model = new File(\"" + searches.file("first").resolve("best/model.zip") + "\");");
    assertThat(first.err())
        .contains("condense: 5 of 5 iterations", "search: 6 of 6 candidates", "best ")
        .contains("validate: ", "rivals: 9 of 9 rivals")
        .containsPattern("\\d trainings on the full data and \\d for rivals, \\d of them known");
  }

  @Test
  void page_holdsTheReportAndTheCommand() throws IOException {
    String page = Files.readString(searches.file("first").resolve("report.html"));
    String command = Files.readString(searches.file("first").resolve("command.txt")).strip();

    assertThat(command)
        .startsWith("nas-search --")
        .doesNotContain("--out")
        .contains("--candidates 6");
    assertThat(page)
        .contains("\"command\":\"" + command)
        .contains(searches.report("first").get("verdict").textValue())
        .contains("data:image/png;base64,");
  }

  @Test
  void dashboard_isServedWhileTheSearchRuns_andThenNoMore() {
    TestShell.Result result = searches.run("--out", "live", "--dashboard", "0", "--quiet");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.errorLines()).hasSize(1);
    URI address = URI.create(result.err().replace("dashboard: ", "").strip());
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void timeLimit_endsTheSearch_andSaysSo() {
    TestShell.Result result =
        searches.run(
            "--out",
            "short",
            "--candidates",
            "90",
            "--epochs",
            "1000",
            "--workers",
            "1",
            "--validate",
            "0",
            "--time-limit",
            "1s");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("The time limit ended the search after ");
  }

  @Test
  void dashboard_openToOthers_warns() {
    TestShell.Result result =
        searches.run("--out", "open", "--dashboard", "0", "--dashboard-host", "0.0.0.0", "--quiet");

    assertThat(result.err()).contains("warning: the dashboard can be read by everyone");
  }

  @Test
  void dashboard_portTaken_isOneLine_andNothingIsLeft() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      TestShell.Result result = searches.run("--out", "taken", "--dashboard", port, "--quiet");

      assertThat(result.code()).isEqualTo(ExitCode.FAILED);
      assertThat(result.errorLines()).hasSize(1);
      assertThat(result.err())
          .startsWith(
              "nas-search: the dashboard must listen on a free port of this machine, but 127.0.0.1:"
                  + port);
      assertThat(searches.file("taken")).doesNotExist();
    }
  }

  @Test
  void report_hasEveryFieldOfTheContract() throws IOException {
    JsonNode report = searches.report("first");

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
            "accuracy",
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
    TestShell.Result second = searches.run("--out", "second", "--workers", "1");

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(searches.ranking("second")).isEqualTo(searches.ranking("first")).hasSize(7);
    assertThat(searches.report("second").at("/proxy/fromCache").booleanValue()).isTrue();
    assertThat(searches.best("second")).isEqualTo(searches.best("first"));
    assertThat(second.err()).doesNotContain("condense:");
  }

  @Test
  void otherSeed_findsAnotherRanking() throws IOException {
    searches.run("--out", "seeded", "--seed", "2");

    assertThat(searches.ranking("seeded")).isNotEqualTo(searches.ranking("first"));
  }

  @Test
  void json_isTheReportAndNothingElse() throws IOException {
    TestShell.Result result = searches.run("--out", "json", "--json", "--quiet");

    assertThat(result.out())
        .isEqualTo(Files.readString(searches.file("json").resolve("report.json")));
    assertThat(result.err()).isEmpty();
  }

  /** What neither of them is told is the same for both. */
  @Test
  void library_takesUpTheRunOfACommandLine() throws IOException, InterruptedException {
    searches.run("--out", "shared");
    byte[] journal = Files.readAllBytes(searches.file("shared").resolve("journal.jsonl"));
    JsonNode rivals = searches.report("shared").at("/validation/rivals");
    Files.delete(searches.file("shared").resolve("report.json"));

    RunResult result =
        ProxyNas.on(searches.file("photos"))
            .cache(searches.file("home"))
            .imageSize(12)
            .proxy("dm-ipc2")
            .condensation(CondensationSettings.CPU.withIterations(Method.DM, 5))
            .space(new ConvNetSpace(List.of(1, 2), List.of(8)))
            .candidates(6)
            .epochs(1)
            .validate(3)
            .search(searches.file("shared"));

    assertThat(searches.file("shared").resolve("journal.jsonl")).hasBinaryContent(journal);
    assertThat(result.evidence()).isPresent();
    assertThat(searches.report("shared").at("/validation/rivals").findValuesAsText("name"))
        .isEqualTo(rivals.findValuesAsText("name"));
  }

  @Test
  void model_loadedByDl4j_hasTheReportedAccuracy() throws IOException, InterruptedException {
    CacheFolder cache = new CacheFolder(searches.file("home"));
    var data =
        ImageFolder.read(
            searches.file("photos"),
            new Seed(1),
            OptionalInt.of(TinyImages.SIZE),
            cache,
            Progress.NONE);
    LabelledImages validation = ValidationSplit.of(data, new Seed(1)).validation();
    JsonNode best = searches.report("first").get("best");
    ComputationGraph network =
        ModelSerializer.restoreComputationGraph(
            searches.file("first").resolve("best/model.zip").toFile());

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
