package io.proxynas.spark.internal.executor;

import io.proxynas.nas.candidate.CandidateTrainer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A trainer of this JVM, by its number, for executors that are threads of it.
 *
 * @param number of the trainer
 */
public record TestTrainers(int number) implements TrainerSource {

  private static final Map<Integer, CandidateTrainer> TRAINERS = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  public static TestTrainers of(CandidateTrainer trainer) {
    int number = NUMBERS.incrementAndGet();
    TRAINERS.put(number, trainer);
    return new TestTrainers(number);
  }

  @Override
  public CandidateTrainer trainer() {
    return TRAINERS.get(number);
  }
}
