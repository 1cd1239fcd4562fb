package io.proxynas.eval.report;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.sketch.LayerSketch;
import io.proxynas.eval.sketch.NetworkDetails;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.CalibratedOrder;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.EpochScores;
import io.proxynas.train.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Made-up runs to show. */
public final class RunRecords {

  /** A name that ends a script element and starts another, should it reach the page as markup. */
  public static final String HOSTILE = "</script><script>document.title='owned'</script><b>&amp;";

  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
                  .getBytes(StandardCharsets.US_ASCII));

  private RunRecords() {}

  /** An architecture that is a name. */
  public record Named(String id) implements Architecture {
    @Override
    public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
      throw new UnsupportedOperationException();
    }
  }

  public static Outcome.Trained trained(String id, double accuracy, long parameters) {
    return new Outcome.Trained(
        new Named(id),
        new CandidateScores(accuracy, 1 - accuracy, 0.5, parameters, 1000 * parameters),
        Duration.ofMillis(1500));
  }

  /** A finished run of 120 candidates and a failed one, twelve and three of them validated. */
  public static RunRecord finished() throws InterruptedException {
    Reports made = Reports.made();
    List<Outcome> history = new ArrayList<>(made.ranking().trained());
    history.addAll(made.ranking().failed());
    List<Outcome> validated = new ArrayList<>(made.result().failed());
    made.result().pairs().forEach(pair -> validated.add(withCurve(pair.trainings().get(0))));
    return new RunRecord(
        "first",
        Optional.of("nas-search --proxy dm-ipc50"),
        Map.of("dataset", "fashion-mnist-mini", "proxy", "dm-ipc50", "space", "convnet", "seed", 1),
        Optional.of(made.report()),
        CalibratedOrder.NONE,
        history,
        validated,
        made.result().randomPairs().stream()
            .map(PairedScore::architecture)
            .map(Architecture::id)
            .collect(Collectors.toSet()),
        networks(history),
        Optional.of(PIXEL),
        List.of("best/model.zip", "best/model.onnx", "report.json"),
        List.of());
  }

  /** Half as good after the first of two epochs. */
  private static Outcome withCurve(Outcome.Trained trained) {
    double accuracy = trained.scores().validationAccuracy();
    return new Outcome.Trained(
        trained.architecture(),
        trained.scores().withCurve(List.of(epoch(accuracy / 2), epoch(accuracy))),
        trained.duration());
  }

  private static EpochScores epoch(double accuracy) {
    Evaluation evaluation = new Evaluation(accuracy, 1 - accuracy);
    return new EpochScores(0.5, evaluation, evaluation, evaluation, Duration.ofMillis(20));
  }

  /** Two decisions: the width, and whether it is even; the accuracy falls with the width. */
  private static Map<String, NetworkDetails> networks(List<Outcome> history) {
    Map<String, NetworkDetails> networks = new LinkedHashMap<>();
    for (Outcome outcome : history) {
      String id = outcome.architecture().id();
      int width = Integer.parseInt(id.replaceAll(".*-w(\\d+)-.*", "$1"));
      Map<String, String> choices = new LinkedHashMap<>();
      choices.put("tens", Integer.toString(width / 10));
      choices.put("parity", width % 2 == 0 ? "even" : "odd");
      LayerSketch layer =
          new LayerSketch("dense1", "dense, %d outputs".formatted(width), "3", 7, List.of("image"));
      networks.put(id, new NetworkDetails(choices, List.of(layer)));
    }
    return networks;
  }

  /** A run of three candidates that goes on, one validated and one failed. */
  public static RunRecord unfinished() {
    return new RunRecord(
        "second",
        Optional.empty(),
        Map.of("dataset", "photos", "proxy", "random-ipc2", "space", "mine, \"own\"", "seed", 7),
        Optional.empty(),
        CalibratedOrder.NONE,
        List.of(
            trained("small", 0.5, 10),
            new Outcome.Failed(new Named("huge"), "no memory", Duration.ZERO),
            trained("large", 0.75, 2000)),
        List.of(trained("large", 0.8, 2000)),
        Set.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        List.of("this run is not finished: there is no verdict yet"));
  }

  /**
   * A run that ranks by the training loss, which orders its four candidates as the full data does,
   * against the accuracy on the proxy; the last one's loss is better, and its rung lower.
   */
  public static RunRecord rankedByTrainingLoss() {
    List<Outcome> history =
        List.of(
            withLoss("short", 0.9, 0.1, 0),
            withLoss("accurate", 0.8, 1.5, 1),
            withLoss("middle", 0.7, 1.25, 1),
            withLoss("quick", 0.6, 0.625, 1));
    return unfinished()
        .with(
            run ->
                run.configuration(Map.of("proxy", "dm-ipc50", "rankBy", "training-loss"))
                    .history(history)
                    .validated(
                        List.of(
                            trained("quick", 0.95, 10),
                            trained("middle", 0.9, 10),
                            trained("accurate", 0.85, 10),
                            trained("short", 0.8, 10))));
  }

  /**
   * A run that ranks by the training loss and scores on the last rung alone: of 30 candidates ten
   * are on it, the narrowest, and the loss grows with the width.
   */
  public static RunRecord halved() {
    List<Outcome> history = new ArrayList<>();
    for (int width = 10; width < 40; width++) {
      String id = "mlp-w%d-relu".formatted(width);
      history.add(
          width < 20
              ? withLoss(id, 0.9 - width / 100.0, width / 100.0, 1)
              : withLoss(id, Double.NaN, width / 10.0, 0));
    }
    return unfinished()
        .with(
            run ->
                run.configuration(Map.of("proxy", "dm-ipc50", "rankBy", "training-loss"))
                    .history(history)
                    .validated(List.of(trained("mlp-w10-relu", 0.9, 10)))
                    .networks(networks(history)));
  }

  /** A candidate with a training loss, in nats, on a rung; NaN for what was not scored. */
  public static Outcome.Trained withLoss(String id, double accuracy, double loss, int rung) {
    return new Outcome.Trained(
        new Named(id),
        new CandidateScores(accuracy, 1 - accuracy, loss, 10, 10_000),
        Duration.ofMillis(1500),
        rung);
  }

  /** A run of two timed candidates and one that was only scored, two of them validated. */
  public static RunRecord timed() {
    CandidateScores untrained =
        CandidateScores.untrained(FreeScore.NASWOT, 321.5, new NetworkSize(12, 34));
    Outcome.Trained untried =
        new Outcome.Trained(
            new Named("untried"),
            untrained.withLatency(Duration.ofNanos(50_000)),
            Duration.ofMillis(20));
    return new RunRecord(
        "timed",
        Optional.empty(),
        Map.of("dataset", "photos", "proxy", "dm-ipc2", "space", "mine", "latency", "measured"),
        Optional.empty(),
        CalibratedOrder.NONE,
        List.of(untried, timed("slow", 0.75, 3), timed("quick", 0.5, 1)),
        List.of(trained("slow", 0.8, 10), trained("untried", 0.4, 10)),
        Set.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static Outcome.Trained timed(String id, double accuracy, int millis) {
    Outcome.Trained trained = trained(id, accuracy, 10);
    return new Outcome.Trained(
        trained.architecture(),
        trained.scores().withLatency(Duration.ofMillis(millis)),
        trained.duration(),
        1);
  }

  /** The finished run with markup for every name. */
  public static RunRecord hostile() throws InterruptedException, IOException {
    RunRecord run = finished();
    Report report = renamed(run.report().orElseThrow());
    List<Outcome> history = new ArrayList<>(run.history());
    history.add(trained(HOSTILE, 0.99, 77));
    history.add(new Outcome.Failed(new Named("failed " + HOSTILE), HOSTILE, Duration.ZERO));
    return new RunRecord(
        HOSTILE,
        Optional.of(HOSTILE),
        Map.of(HOSTILE, HOSTILE),
        Optional.of(report),
        CalibratedOrder.NONE,
        history,
        run.validated(),
        run.sampled(),
        Map.of(
            HOSTILE,
            new NetworkDetails(
                Map.of(HOSTILE, HOSTILE),
                List.of(new LayerSketch(HOSTILE, HOSTILE, HOSTILE, 7, List.of(HOSTILE))))),
        run.picture(),
        run.files(),
        List.of(HOSTILE));
  }

  private static Report renamed(Report report) throws IOException {
    ObjectNode json = ReportJson.toTree(report);
    for (String path :
        List.of(
            "/answers/discard/reason",
            "/verdict",
            "/dataset/name",
            "/proxy/name",
            "/proxy/method",
            "/proxy/hash",
            "/search/strategy",
            "/search/space",
            "/best/architecture",
            "/machine/cpu",
            "/machine/os",
            "/validation/rivals/0/name",
            "/versions/proxynas")) {
      JsonPointer pointer = JsonPointer.compile(path);
      String field = pointer.last().getMatchingProperty();
      ((ObjectNode) json.at(pointer.head())).put(field, HOSTILE);
    }
    Path file = Files.createTempFile("report", ".json");
    try {
      Files.writeString(file, json.toString());
      return ReportJson.read(file);
    } finally {
      Files.delete(file);
    }
  }
}
