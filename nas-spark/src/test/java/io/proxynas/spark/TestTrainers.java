package io.proxynas.spark;

import io.proxynas.nas.evaluate.CandidateTrainer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A trainer of this JVM, by its number, for executors that are threads of it.
 *
 * @param number of the trainer
 */
record TestTrainers(int number) implements TrainerSource {

  private static final Map<Integer, CandidateTrainer> TRAINERS = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  static TestTrainers of(CandidateTrainer trainer) {
    int number = NUMBERS.incrementAndGet();
    TRAINERS.put(number, trainer);
    return new TestTrainers(number);
  }

  @Override
  public CandidateTrainer trainer() {
    return TRAINERS.get(number);
  }
}
