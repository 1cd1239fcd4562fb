package io.proxynas.nas.evaluate;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.space.ConvNetSpace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/**
 * Scores that follow from the architecture alone, after a few hundred microseconds that follow from
 * a seed, so that candidates finish in another order than they start.
 */
public final class FakeTrainer implements CandidateTrainer {

  private final ToDoubleFunction<Architecture> accuracy;
  private final Seed delays;
  private final Map<String, Integer> trainings = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  public FakeTrainer(ToDoubleFunction<Architecture> accuracy, Seed delays) {
    this.accuracy = accuracy;
    this.delays = delays;
  }

  /** A trainer whose accuracies look random. */
  public FakeTrainer() {
    this(FakeTrainer::hashedAccuracy, new Seed(1));
  }

  /** A fraction that looks random. */
  public static double hashedAccuracy(Architecture architecture) {
    return new Seed(7).child(architecture.id()).generator().nextDouble();
  }

  /** The first architectures of a space. */
  public static List<Architecture> candidates(int number) {
    return ConvNetSpace.CPU.architectures().limit(number).toList();
  }

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    trainings.merge(architecture.id(), 1, Integer::sum);
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      int micros = delays.child(architecture.id()).generator().nextInt(1500);
      Thread.sleep(micros / 1000, micros % 1000 * 1000);
      double value = accuracy.applyAsDouble(architecture);
      return new CandidateScores(value, 1 - value, 0.5, architecture.id().length(), 1000);
    } finally {
      running.decrementAndGet();
    }
  }

  /** How often each architecture id was trained. */
  public Map<String, Integer> trainings() {
    return trainings;
  }

  public int running() {
    return running.get();
  }

  public int mostRunning() {
    return mostRunning.get();
  }
}
