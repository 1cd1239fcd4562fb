package io.proxynas.nas.internal.stack;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateSource;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.TrainingKey;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.ranking.PromotionOrder;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Everything between those who ask for candidates and the workers that train them, in the one order
 * that a search, a validation and a list of architectures share. From the workers upwards:
 *
 * <ol>
 *   <li>the {@link Workplace} trains, each candidate as the job's {@code Fidelity} says;
 *   <li>{@link SharingEvaluator} takes from other runs what they have trained;
 *   <li>{@link Journal#journalling} writes each outcome down before anyone else hears of it;
 *   <li>{@link LargestFirst} starts the costly ones of a batch first;
 *   <li>{@link MemoizingEvaluator} trains each architecture once, and knows what the journal holds;
 *   <li>{@link SuccessiveHalving} tries candidates cheaply before it trains the best in full.
 * </ol>
 *
 * <p>Sharing and halving are there only where they are asked for. Closing the stack closes the
 * workplace's evaluator, not the journal.
 */
public final class EvaluatorStack implements CandidateEvaluator, AutoCloseable {

  private final Workplace.Evaluator workers;
  private final CandidateEvaluator top;

  private EvaluatorStack(Workplace.Evaluator workers, CandidateEvaluator top) {
    this.workers = workers;
    this.top = top;
  }

  /**
   * A stack that is to be built.
   *
   * @param job what the workers train
   * @param journal where outcomes go, and whose replayed ones are known
   */
  public static Builder of(TrainingJob job, Journal journal) {
    return new Builder(job, journal);
  }

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    return top.evaluate(candidates, observer);
  }

  @Override
  public void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
    top.evaluate(source, observer);
  }

  @Override
  public void close() {
    workers.close();
  }

  /** Says which of the optional evaluators there are; the order is not the caller's to choose. */
  public static final class Builder {
    private final TrainingJob job;
    private final Journal journal;
    private UnaryOperator<CandidateEvaluator> sharing = UnaryOperator.identity();
    private UnaryOperator<CandidateEvaluator> halving = UnaryOperator.identity();
    private Consumer<Outcome> trainings = outcome -> {};

    private Builder(TrainingJob job, Journal journal) {
      this.job = job;
      this.journal = journal;
    }

    /**
     * Shares trainings with other runs.
     *
     * @param key of a candidate's training
     */
    public Builder sharedThrough(TrainingStore store, Function<Architecture, TrainingKey> key) {
      sharing = workers -> new SharingEvaluator(workers, store, key);
      return this;
    }

    /** Tells of every training's outcome, on each rung, those from the journal too. */
    public Builder trainingsHeardBy(Consumer<Outcome> action) {
      trainings = action;
      return this;
    }

    /**
     * Halves: the job's fidelities are then the rungs, the cheapest first.
     *
     * @param factor the best 1/factor of a rung are promoted
     * @param order who is the best of a rung
     */
    public Builder halvedBy(int factor, PromotionOrder order) {
      halving = inner -> new SuccessiveHalving(inner, factor, job.fidelities().size(), order);
      return this;
    }

    /**
     * Builds the stack on a workplace.
     *
     * @param witness is told of the trainings
     */
    public EvaluatorStack on(Workplace workplace, Workplace.Witness witness) {
      Workplace.Evaluator workers = workplace.evaluator(job, witness);
      var journalling = journal.journalling(sharing.apply(workers));
      var largestFirst = new LargestFirst(journalling, job.work());
      var remembering = new MemoizingEvaluator(largestFirst, journal.replayed());
      return new EvaluatorStack(workers, halving.apply(remembering.heardBy(trainings)));
    }
  }
}
