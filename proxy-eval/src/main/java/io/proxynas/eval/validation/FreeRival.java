package io.proxynas.eval.validation;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.train.ProcessorTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Ranks candidates by a training-free score. A candidate is scored once, however often it is asked
 * for; one that the engine does not know has no score.
 */
public final class FreeRival implements RivalScorer {

  private final FreeScore score;
  private final FreeScorer scorer;
  private final LongSupplier processorNanos;
  private final Map<String, RivalScore> known = new HashMap<>();

  /**
   * A rival that has scored nothing yet.
   *
   * @param scorer of one score, so that its time is that score's
   */
  public FreeRival(FreeScorer scorer) {
    this(scorer, ProcessorTime::nanos);
  }

  /**
   * The same by another measure.
   *
   * @param processorNanos as {@link ProcessorTime#nanos}
   */
  FreeRival(FreeScorer scorer, LongSupplier processorNanos) {
    if (scorer.scores().size() != 1) {
      throw new IllegalArgumentException(
          "a rival must have 1 score, but had " + scorer.scores().size());
    }
    this.score = scorer.scores().get(0);
    this.scorer = scorer;
    this.processorNanos = processorNanos;
  }

  @Override
  public String name() {
    return score.word();
  }

  @Override
  public Rival.Needs needs() {
    return Rival.Needs.NOTHING;
  }

  @Override
  public List<RivalScore> score(List<PairedScore> candidates) throws InterruptedException {
    List<RivalScore> scores = new ArrayList<>();
    for (PairedScore candidate : candidates) {
      Architecture architecture = candidate.architecture();
      RivalScore found = known.get(architecture.id());
      scores.add(found != null ? found : measured(architecture));
    }
    return scores;
  }

  private RivalScore measured(Architecture architecture) throws InterruptedException {
    long start = processorNanos.getAsLong();
    double value;
    try {
      double told = scorer.of(architecture).get(score);
      value = told < Double.POSITIVE_INFINITY ? told : Double.NaN; // as of a candidate
    } catch (UnsupportedLayerException e) {
      value = Double.NaN;
    }
    Duration cost = Duration.ofNanos(processorNanos.getAsLong() - start);
    RivalScore measured = new RivalScore(value, cost);
    known.put(architecture.id(), measured);
    return measured;
  }
}
