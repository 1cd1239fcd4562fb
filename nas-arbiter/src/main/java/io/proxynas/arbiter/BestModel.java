package io.proxynas.arbiter;

import io.proxynas.arbiter.data.ImageIterator;
import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.internal.network.AccuracyAndLoss;
import io.proxynas.arbiter.internal.network.ArbiterArchitecture;
import io.proxynas.arbiter.internal.network.CandidateTraining;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.sketch.NetworkSketch;
import io.proxynas.model.NetworkFolder;
import io.proxynas.model.SavedGraph;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.LatencyMeter;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;

/**
 * The best network on the full data.
 *
 * @param outcome of its training
 * @param model of DL4J
 */
record BestModel(Outcome.Trained outcome, Model model) {

  private ArbiterArchitecture architecture() {
    return (ArbiterArchitecture) outcome.architecture();
  }

  /** Saves it as {@code nas-search} saves its best network, a chain of layers as a graph. */
  void save(NetworkFolder folder, ProxyData data, String space) throws IOException {
    ImageShape shape = data.fullTrain().shape();
    SavedGraph saved =
        new SavedGraph(
            architecture().blueprint().asGraph(model),
            shape,
            data.fullTrain().classes(),
            outcome.scores().parameters(),
            outcome.scores().flops());
    folder.save(architecture(), space, saved, data.trainedOn());
  }

  /** Evaluates it on the user's test images, and tells the rest of it. */
  Report.Winner report(ProxyData data, ImageIterator test) throws InterruptedException {
    CandidateScores scores = outcome.scores();
    LabelledImages images = test.images();
    try (CandidateTraining network =
        new CandidateTraining(
            architecture().blueprint(), model, data.recipe().learning(), test, null)) {
      AccuracyAndLoss tested = network.evaluate(test);
      return new Report.Winner(
          architecture().id(),
          scores.validationAccuracy(),
          tested.accuracy(),
          scores.parameters(),
          scores.flops(),
          latency(data),
          classes(data.trainedOn().classNames(), images, tested),
          NetworkSketch.of(architecture(), images.shape(), images.classes()));
    }
  }

  /** In seconds; NaN where the engine does not know a layer. */
  private double latency(ProxyData data) throws InterruptedException {
    LabelledImages images = data.fullTrain();
    Seed seed = new Seed(data.recipe().seed()).child("latency");
    try {
      return new LatencyMeter(images.shape(), images.classes(), seed, Map.of())
              .of(architecture())
              .toNanos()
          / 1e9;
    } catch (UnsupportedLayerException e) {
      return Double.NaN;
    }
  }

  private static List<Report.Winner.ClassAccuracy> classes(
      List<String> names, LabelledImages images, AccuracyAndLoss tested) {
    return IntStream.range(0, names.size())
        .mapToObj(
            c -> {
              int count = images.indicesOf(c).length;
              double accuracy = count == 0 ? Double.NaN : tested.recall(c);
              return new Report.Winner.ClassAccuracy(names.get(c), count, accuracy);
            })
        .toList();
  }
}
