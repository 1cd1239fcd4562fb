package io.proxynas.condense.embed;

import io.proxynas.condense.course.FloatArrays;
import io.proxynas.condense.course.Shared;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.train.EpochCount;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The training of a pool of {@link TrainedNetworks}, whatever the set that is matched by it. */
final class PoolTraining implements Shared {

  /** Images whose accuracy decides when a training ends. */
  private static final int SAMPLE = 1000;

  private final TrainedNetworks settings;
  private final LabelledImages real;
  private final Seed seed;
  private final int workers;
  private List<float[]> weights = List.of();

  /**
   * @param workers threads, at least 1
   */
  PoolTraining(TrainedNetworks settings, LabelledImages real, Seed seed, int workers) {
    this.settings = settings;
    this.real = real;
    this.seed = seed;
    this.workers = workers;
  }

  @Override
  public String id() {
    return "pool %s %d".formatted(settings.id(), seed.value());
  }

  /** Tells of the epochs of all networks together. */
  @Override
  public void run(Progress progress) throws InterruptedException {
    LabelledImages sample = sample();
    EpochCount epochs =
        new EpochCount(progress, (long) settings.networks() * settings.recipe().epochs());
    List<Callable<float[]>> trainings = new ArrayList<>();
    for (int i = 0; i < settings.networks(); i++) {
      int member = i;
      trainings.add(() -> train(member, sample, epochs));
    }
    try (WorkerPool threads = new WorkerPool("condense", Math.min(workers, settings.networks()))) {
      weights = threads.run(trainings);
    }
  }

  private LabelledImages sample() {
    int[] indices = IntStream.range(0, real.size()).toArray();
    int count = Math.min(SAMPLE, indices.length);
    Shuffle.prefix(indices, count, seed.child("sample").generator());
    return real.select(IntStream.of(indices).limit(count).toArray());
  }

  private float[] train(int member, LabelledImages sample, EpochCount epochs)
      throws InterruptedException {
    Trainer.Stop stop = network -> network.evaluate(sample).accuracy() >= settings.accuracy();
    AtomicLong left = new AtomicLong(settings.recipe().epochs());
    Progress progress =
        (epoch, total) -> {
          left.set(total - epoch);
          epochs.add(1);
        };
    try (TrainedNetwork network =
        new Trainer(settings.recipe())
            .train(settings.architecture(member), real, seed.child(member), stop, progress)) {
      epochs.add(left.get()); // those that it did not need
      return network.snapshot();
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(weights.size());
    for (float[] network : weights) {
      FloatArrays.write(out, network);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    List<float[]> networks = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      networks.add(FloatArrays.read(in));
    }
    weights = networks;
  }

  /** A network as trained. */
  Embedding network(int member) {
    float[] its = weights.get(member);
    return new Embedding(settings.architecture(member), embedding -> embedding.restore(its));
  }
}
