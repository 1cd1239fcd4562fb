package io.proxynas.condense.method;

import io.proxynas.condense.course.Iterative;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The classes of a synthetic set, shared out among workers. Each worker has a copy of the network;
 * the weights of all are those of {@link #weights} at the start of a step.
 */
final class GradientMatchers implements Iterative, AutoCloseable {

  private final GradientMatching.Settings settings;
  private final Optional<SiameseAugmentation> augmentation;
  private final MatchingLoops loops;
  private final Seed seed;
  private final List<SyntheticClass> classes;
  private final double[] distances;
  private final List<Network> networks = new ArrayList<>();
  private final List<GradientBatch> batches = new ArrayList<>();
  private final WorkerPool threads;
  private final NetworkTraining training;
  private final float[] weights;

  /**
   * @param pixels the synthetic images of all classes, ordered by class; each step changes them
   * @param workers threads; the result does not depend on it
   */
  GradientMatchers(
      GradientMatching.Settings settings,
      Optional<SiameseAugmentation> augmentation,
      LabelledImages real,
      float[] pixels,
      Seed seed,
      int workers) {
    this.settings = settings;
    this.augmentation = augmentation;
    this.seed = seed;
    classes =
        IntStream.range(0, real.classes())
            .mapToObj(c -> new SyntheticClass(real, c, pixels, seed.child("class").child(c)))
            .toList();
    distances = new double[classes.size()];
    int imagesPerClass = pixels.length / real.classes() / real.shape().size();
    loops = MatchingLoops.of(imagesPerClass).limitedTo(settings.limit());
    for (int worker = 0; worker < Math.min(workers, classes.size()); worker++) {
      Network network = network(settings, real, seed);
      networks.add(network);
      batches.add(new GradientBatch(network, real.shape(), settings.realBatch(), imagesPerClass));
    }
    weights = new float[(int) networks.get(0).parameters()];
    threads = new WorkerPool("condense", networks.size());
    training = new NetworkTraining(settings, augmentation, real, pixels, threads, networks);
  }

  private static Network network(
      GradientMatching.Settings settings, LabelledImages real, Seed seed) {
    Network network =
        Network.compile(
            settings.network().configuration(real.shape(), real.classes(), seed.value()),
            real.shape());
    if (network.normalizesOverBatch()) {
      network.close();
      throw new IllegalArgumentException(
          "the network of gradient matching must not normalise over the batch, which holds one"
              + " class only, but was "
              + settings.network().id());
    }
    return network;
  }

  /** One network's life: steps on the pixels, training in between. Returns the mean distance. */
  @Override
  public double step(int iteration) throws InterruptedException {
    Network first = networks.get(0);
    first.initialize(seed.child("network").child(iteration).generator());
    first.readParameters(weights);
    double distance = 0;
    for (int step = 0; step < loops.steps(); step++) {
      if (step > 0) {
        training.train(
            loops.epochs(), weights, seed.child("training").child(iteration).child(step));
      }
      distance += match((long) iteration * loops.steps() + step);
    }
    return distance / loops.steps();
  }

  /** One step on the pixels of every class. Returns the distance before it, over all classes. */
  private double match(long number) throws InterruptedException {
    threads.each(
        worker -> {
          networks.get(worker).writeParameters(weights);
          for (int label = worker; label < classes.size(); label += networks.size()) {
            distances[label] =
                classes.get(label).step(number, batches.get(worker), settings, augmentation);
          }
        });
    return DoubleStream.of(distances).sum();
  }

  /** The pixels and their velocities: each network lives for one iteration only. */
  @Override
  public void save(DataOutput out) throws IOException {
    for (SyntheticClass its : classes) {
      its.save(out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (SyntheticClass its : classes) {
      its.restore(in);
    }
  }

  /** Waits for the workers before it frees what they use. */
  @Override
  public void close() {
    threads.close();
    networks.forEach(Network::close);
  }
}
