package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.calibrate.ScoreTable;
import io.proxynas.train.check.Require;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All networks of a table: their scores, and the full trainings of every one.
 *
 * @param name the word on the command line
 * @param networks names of the networks
 * @param decisions the options that each network took of the space's decisions, from 0; empty where
 *     the table does not tell them
 * @param scores those that need no training, one value a network
 * @param scoreSeconds of worker time that all of these take of each network together
 * @param aloneSeconds of worker time that a score takes alone, by its name, where that is known;
 *     sizes and decisions take none
 * @param proxies the cheaper trainings, those of unknown cost, too
 * @param trainings full trainings, one for each seed, at least one
 * @param timed whether seconds are known; without them a full training counts 1, and all else 0
 * @param fingerprint of the files that it was read from
 */
@RecordBuilder
public record TruthTable(
    String name,
    List<String> networks,
    List<List<Integer>> decisions,
    List<Score> scores,
    List<Double> scoreSeconds,
    Map<String, List<Double>> aloneSeconds,
    List<ProxyTraining> proxies,
    List<FullTraining> trainings,
    boolean timed,
    String fingerprint)
    implements TruthTableBuilder.With {

  /** Keeps copies. */
  public TruthTable {
    networks = List.copyOf(networks);
    decisions = decisions.stream().map(List::copyOf).toList();
    scores = List.copyOf(scores);
    scoreSeconds = List.copyOf(scoreSeconds);
    aloneSeconds = Map.copyOf(aloneSeconds);
    proxies = List.copyOf(proxies);
    trainings = List.copyOf(trainings);
    Require.atLeastOne("full trainings of each network", trainings.size());
    int count = networks.size();
    Require.that(
        scoreSeconds.size() == count
            && trainings.stream().allMatch(training -> training.seen().size() == count),
        "a table must have times and full trainings of all its networks, %d, but had %d and %s",
        count,
        scoreSeconds.size(),
        trainings.stream().map(training -> training.seen().size()).toList());
  }

  /** How many networks there are. */
  public int size() {
    return networks.size();
  }

  /**
   * A smaller table.
   *
   * @param places of its networks, in their order there
   */
  public TruthTable of(List<Integer> places) {
    Map<String, List<Double>> alone = new HashMap<>();
    aloneSeconds.forEach((score, seconds) -> alone.put(score, Places.of(places, seconds)));
    return new TruthTable(
        name,
        Places.of(places, networks),
        decisions.isEmpty() ? List.of() : Places.of(places, decisions),
        scores.stream().map(score -> Places.of(places, score)).toList(),
        Places.of(places, scoreSeconds),
        alone,
        proxies.stream().map(proxy -> proxy.of(places)).toList(),
        trainings.stream().map(training -> training.of(places)).toList(),
        timed,
        fingerprint);
  }

  /** Whether it has every network that can be made of its decisions, and is no sample of them. */
  public boolean isWhole() {
    if (decisions.isEmpty()) {
      return false;
    }
    double all =
        IntStream.range(0, decisions.get(0).size())
            .mapToDouble(d -> decisions.stream().map(its -> its.get(d)).distinct().count())
            .reduce(1, (a, b) -> a * b);
    return size() == all;
  }

  /** What tells beforehand how long each full training takes: FLOPs; equal where none are timed. */
  public List<Double> flops() {
    return scores.stream()
        .filter(score -> timed && score.name().equals("flops"))
        .map(Score::merits)
        .findFirst()
        .orElse(Collections.nCopies(size(), 1.0));
  }

  /** The truth of each network: the mean of what its full trainings are judged by. */
  public List<Double> truths() {
    return judged(IntStream.range(0, trainings.size()).boxed().toList());
  }

  /**
   * What judges a choice that was made by one of the trainings: the mean of the others, or that
   * training where it is the only one.
   *
   * @param training from 0
   */
  public List<Double> judgedWithout(int training) {
    List<Integer> others =
        IntStream.range(0, trainings.size()).filter(i -> i != training).boxed().toList();
    return judged(others.isEmpty() ? List.of(training) : others);
  }

  private List<Double> judged(List<Integer> of) {
    return IntStream.range(0, size())
        .mapToObj(
            place ->
                of.stream()
                    .mapToDouble(training -> trainings.get(training).judged().get(place))
                    .average()
                    .orElse(Double.NaN))
        .toList();
  }

  /**
   * What one may know before any full training: what the networks' configurations tell, all that
   * needs no training, and that with each proxy's training.
   */
  public List<ScoreView> views() {
    List<ScoreView> views = new ArrayList<>();
    List<Score> configured = scores.stream().filter(TruthTable::needsNoNetwork).toList();
    if (!configured.isEmpty()) {
      views.add(view(ScoreView.CONFIGURATION, configured, Collections.nCopies(size(), 0.0)));
    }
    if (configured.size() < scores.size()) {
      views.add(view(ScoreView.UNTRAINED, scores, scoreSeconds));
    }
    proxies.forEach(proxy -> views.add(view(proxy)));
    return views;
  }

  private static boolean needsNoNetwork(Score score) {
    return score.kind() == ScoreKind.SIZE || score.kind() == ScoreKind.DECISION;
  }

  private ScoreView view(String title, List<Score> its, List<Double> seconds) {
    List<Integer> all = IntStream.range(0, size()).boxed().toList();
    return new ScoreView(title, all, new ScoreTable(its), seconds, 0);
  }

  /** One score that needs no training, at its own price; at that of all where it is not known. */
  public ScoreView alone(Score score) {
    List<Double> seconds =
        needsNoNetwork(score)
            ? Collections.nCopies(size(), 0.0)
            : aloneSeconds.getOrDefault(score.name(), scoreSeconds);
    return view(score.name(), List.of(score), seconds);
  }

  private ScoreView view(ProxyTraining proxy) {
    List<Integer> trained = IntStream.range(0, size()).filter(proxy::has).boxed().toList();
    List<Score> both = Stream.concat(proxy.scores().stream(), scores.stream()).toList();
    List<Double> seconds =
        trained.stream()
            .map(place -> scoreSeconds.get(place) + proxy.seconds().get(place))
            .toList();
    return new ScoreView(
        proxy.name(), trained, Places.of(trained, new ScoreTable(both)), seconds, proxy.once());
  }
}
