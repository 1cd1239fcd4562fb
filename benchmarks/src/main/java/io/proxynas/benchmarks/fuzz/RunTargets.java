package io.proxynas.benchmarks.fuzz;

import static io.proxynas.benchmarks.fuzz.Corpus.bytes;

import io.proxynas.cli.resume.RunFile;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.internal.page.HtmlPage;
import io.proxynas.eval.report.CandidatesCsv;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunsText;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.TrainingKey;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.ranking.RankingCsv;
import io.proxynas.nas.space.ArchitectureList;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import io.proxynas.train.file.Host;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Readers of spaces, lists of networks, and what runs leave. */
final class RunTargets {

  private static final List<String> RUN =
      List.of(
          "command.txt",
          "journal.jsonl",
          "networks.json",
          "ranking.csv",
          "report.json",
          "validation/journal.jsonl");

  /** A line of each kind of outcome. */
  private static final String JOURNAL =
      """
      {"schema":2,"configuration":{"seed":1}}
      {"architecture":"convnet-d1-w8-relu-batch-none","status":"trained","validationAccuracy":0.5,"validationLoss":1.5,"trainingLoss":1.25,"learningCurveArea":2.5,"parameters":35,"flops":311,"seeds":2,"validationAccuracyDeviation":0.1,"free":{"naswot":"-Infinity","synflow":3.5},"trainedByDl4j":"a reason","latencySeconds":0.002,"curve":[{"trainingLoss":1.5,"all":{"accuracy":0.25,"loss":2.0},"even":{"accuracy":0.25,"loss":2.0},"odd":{"accuracy":0.25,"loss":2.0},"seconds":0.25}],"seconds":0.75}
      {"architecture":"convnet-d1-w16-relu-batch-none","rung":1,"status":"scored","parameters":35,"flops":311,"free":{"naswot":12.5},"seconds":0.5}
      {"architecture":"convnet-d2-w8-relu-batch-max","status":"failed","reason":"width must fit","seconds":0.0}
      """;

  private static final String CHAIN =
      """
      {"space": "chain", "name": "mine", "slots": [
        {"choices": {"narrow": [{"layer": "convolution", "filters": 16, "kernel": 3, "stride": 1},
          {"layer": "normalization", "kind": "batch"}, {"layer": "activation", "function": "relu"}],
          "none": []}},
        {"choices": {"residual": [{"layer": "residual", "layers":
          [{"layer": "activation", "function": "relu"}]}]}},
        {"choices": {"mean": [{"layer": "globalaverage"}],
          "dense": [{"layer": "pooling", "kind": "max"}, {"layer": "dense", "width": 64}]}}]}
      """;

  private static final String CONVNET =
      """
      {"space": "convnet", "depths": [2, 3], "widths": [24, 48],
       "normalizations": ["batch", "instance"], "poolings": "max"}
      """;

  private static final String LIST =
      """
      # some networks
      convnet-d1-w8-relu-batch-none
      {"architecture": "convnet-d2-w16-sigmoid-instance-max", "note": 3}

      """;

  private RunTargets() {}

  static List<Target> all() {
    return List.of(
        run("run"),
        run("halved"),
        text("run-file", 250, "run.json", Corpus.resource("run.json"), RunTargets::runFile),
        text("report", 200, "report.json", Corpus.resource("run/report.json"), RunTargets::report),
        text("journal", 250, Journal.FILE_NAME, bytes(JOURNAL), RunTargets::journal),
        text("ranking", 250, "ranking.csv", ranking(), RunTargets::ranking),
        text("space-chain", 250, "space.json", bytes(CHAIN), RunTargets::space),
        text("space-convnet", 250, "space.json", bytes(CONVNET), RunTargets::space),
        text("list", 250, "list.txt", bytes(LIST), RunTargets::list),
        text("arbiter-json", 30, "space.json", Corpus.resource("graph.json"), RunTargets::space),
        text("arbiter-yaml", 30, "space.json", Corpus.resource("chain.yaml"), RunTargets::space),
        training());
  }

  private static Target text(
      String name, int cases, String file, byte[] content, Target.Reader reader) {
    return Target.of(name, cases, file, content, Envelope.NONE, reader);
  }

  /** What {@code nas-search report} does. */
  private static Target run(String name) {
    Map<String, byte[]> files = new HashMap<>();
    Map<String, Envelope> damaged = new HashMap<>();
    for (String file : RUN) {
      files.put(file, Corpus.resource(name + "/" + file));
      damaged.put(file, Envelope.NONE);
    }
    return new Target("run-" + name, 30, files, damaged, RunTargets::page);
  }

  private static void page(Path folder, Consumer<String> warnings) throws Exception {
    List<RunRecord> runs = List.of(RunReader.read(folder));
    HtmlPage.of(runs);
    RunsText.render(runs);
    CandidatesCsv.text(runs);
  }

  private static void runFile(Path folder, Consumer<String> warnings) throws Exception {
    RunFile.read(folder);
  }

  private static void report(Path folder, Consumer<String> warnings) throws Exception {
    ReportJson.read(folder.resolve("report.json"));
  }

  private static void journal(Path folder, Consumer<String> warnings) throws Exception {
    Journal.outcomes(folder, ConvNetSpace.CPU::parse, warnings);
  }

  private static byte[] ranking() {
    String header = "rank,architecture,predictedAccuracy,predictedDeviation\n";
    return bytes(header + "1,\"a,b\",0.75,0.01\n2,c,0.5,0.02\n3,d,,\n");
  }

  private static void ranking(Path folder, Consumer<String> warnings) throws Exception {
    RankingCsv.calibrated(folder.resolve("ranking.csv"));
  }

  private static void space(Path folder, Consumer<String> warnings) throws Exception {
    SearchSpace space = Spaces.read(folder.resolve("space.json"));
    space.random(new Seed(1).generator()).id();
  }

  private static void list(Path folder, Consumer<String> warnings) throws Exception {
    new ArchitectureList(ConvNetSpace.CPU).read(folder.resolve("list.txt"));
  }

  private static Target training() {
    TrainingKey key = new TrainingKey(Map.of("seed", "1"));
    Architecture network = ConvNetSpace.CPU.parse("convnet-d1-w8-relu-batch-none");
    CandidateScores scores = new CandidateScores(0.5, 1.5, 1.25, 35, 311);
    Map<String, byte[]> files =
        Corpus.written(
            folder ->
                store(folder, warning -> {})
                    .keep(key, new Outcome.Trained(network, scores, Duration.ofSeconds(1))));
    Map<String, Envelope> damaged = new HashMap<>();
    files.keySet().forEach(name -> damaged.put(name, Envelope.NONE));
    return new Target(
        "training",
        100,
        files,
        damaged,
        (folder, warnings) -> store(folder, warnings).find(key, network));
  }

  private static TrainingStore store(Path folder, Consumer<String> warnings) {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return new TrainingStore(folder, new Host(Map.of(), "a machine", 1, clock), warnings);
  }
}
