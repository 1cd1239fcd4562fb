package io.proxynas.eval.table;

import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.train.Regime;
import io.proxynas.eval.train.Regimes;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.candidate.ScoredAt;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.internal.stack.Ladders;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.space.SearchSpace;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that is measured of each network: one training-free score after the other, so that the time
 * of each is known, and then the trainings. For workplaces these are the rungs of a ladder on which
 * every network stands everywhere.
 *
 * @param scorers of one score each, all on the same real images
 * @param trainings at least 1
 * @param trainers of the trainings, with learning curves
 */
record Measures(
    List<FreeScorer> scorers, List<TableTraining> trainings, List<RecipeTrainer> trainers) {

  /** All training-free scores, and trainings. */
  static Measures of(Regimes regimes, List<TableTraining> trainings) {
    FreeScorer all = regimes.freeScorer(List.of(FreeScore.values()), FreeScorer.INITIALISATIONS);
    return new Measures(
        all.scores().stream()
            .map(
                score ->
                    new FreeScorer(
                        List.of(score),
                        all.shape(),
                        all.batch(),
                        all.initialisations(),
                        all.seed()))
            .toList(),
        trainings,
        trainings.stream()
            .map(training -> regimes.scorer(training.regime()).scored(ScoredAt.EVERY_EPOCH))
            .toList());
  }

  /** What a workplace is to do. */
  TrainingJob job(SearchSpace space) {
    return new TrainingJob(space, fidelities(), this::work);
  }

  private List<Fidelity> fidelities() {
    return Stream.concat(
            scorers.stream().map(Fidelity::untrained), trainers.stream().map(Fidelity::of))
        .toList();
  }

  /** The most that any of it takes of a network. */
  Demand demand(Architecture network) {
    return fidelities().stream()
        .map(fidelity -> fidelity.demand(network))
        .reduce(Demand::max)
        .orElseThrow();
  }

  /** Everything that is to be done for networks, one network after the other. */
  List<Architecture> tasks(List<Architecture> networks) {
    return networks.stream().flatMap(this::tasks).toList();
  }

  private Stream<Architecture> tasks(Architecture network) {
    return IntStream.range(0, each()).mapToObj(rung -> new RungTraining(network, rung));
  }

  /** Tasks of each network. */
  private int each() {
    return scorers.size() + trainers.size();
  }

  /**
   * Whether progress is told of an outcome: of trainings, or of scores where nothing is trained.
   */
  boolean counts(Outcome outcome) {
    return trainers.isEmpty() || Ladders.rung(outcome) >= scorers.size();
  }

  /** What is told of each network. */
  int counted() {
    return trainers.isEmpty() ? scorers.size() : trainers.size();
  }

  /** An estimate of a task's time, in FLOPs. */
  long work(Architecture task) {
    RungTraining training = (RungTraining) task;
    int rung = training.rung();
    return flops(training.candidate()) * passes(rung);
  }

  private long flops(Architecture network) {
    try {
      return fidelities().get(fidelities().size() - 1).demand(network).flops();
    } catch (RuntimeException e) {
      return 0; // what is tried with it will say why
    }
  }

  private long passes(int rung) {
    if (rung < scorers.size()) {
      FreeScorer scorer = scorers.get(rung);
      return Regime.work(scorer.batch().count(), scorer.initialisations(), 0);
    }
    RecipeTrainer trainer = trainers.get(rung - scorers.size());
    int epochs = trainer.trainer().recipe().epochs();
    return Regime.work(trainer.train().size(), epochs, epochs * trainer.validation().size());
  }

  /** The outcomes of {@link #tasks} by networks. */
  List<Measurement> measurements(List<Architecture> networks, List<Outcome> outcomes) {
    return IntStream.range(0, networks.size())
        .mapToObj(i -> measurement(networks.get(i), outcomes.subList(i * each(), (i + 1) * each())))
        .toList();
  }

  private Measurement measurement(Architecture network, List<Outcome> outcomes) {
    Map<FreeScore, Outcome> free = new EnumMap<>(FreeScore.class);
    for (int i = 0; i < scorers.size(); i++) {
      free.put(scorers.get(i).scores().get(0), outcomes.get(i));
    }
    return new Measurement(network, free, outcomes.subList(scorers.size(), outcomes.size()));
  }
}
