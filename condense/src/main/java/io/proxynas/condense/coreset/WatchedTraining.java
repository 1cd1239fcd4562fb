package io.proxynas.condense.coreset;

import io.proxynas.condense.course.Shared;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;

/** The training of a network that {@link Forgetting} watches, whatever the size of the set. */
final class WatchedTraining implements Shared {

  private final FeatureNetwork network;
  private final LabelledImages real;
  private final Seed seed;
  private final ForgettingCounts counts;

  WatchedTraining(FeatureNetwork network, LabelledImages real, Seed seed) {
    this.network = network;
    this.real = real;
    this.seed = seed;
    counts = new ForgettingCounts(real.size());
  }

  @Override
  public String id() {
    return "forgetting %s %d".formatted(new TreeMap<>(network.configuration()), seed.value());
  }

  @Override
  public void run(Progress progress) throws InterruptedException {
    network.train(real, seed, progress, counts).close();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    counts.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    counts.restore(in);
  }

  /** What was seen. */
  ForgettingCounts counts() {
    return counts;
  }
}
