package io.proxynas.experiments.run;

import io.proxynas.condense.coreset.FeatureNetwork;
import io.proxynas.engine.Demand;
import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.data.LabelledImages;
import java.util.List;

/**
 * A piece of work, as networks that images pass through; empty if nothing is left to do.
 *
 * @param passes one after the other
 * @param product names what it makes for other trials too, which then find it; empty if nothing
 * @param seconds by the clock of all that is no network's work, about
 */
public record Effort(List<Passes> passes, String product, double seconds) {

  /** Nothing to do, or nothing that takes long. */
  public static final Effort NONE = new Effort(List.of());

  /** A training step takes an image forward once and back twice. */
  static final int TRAINING = 3;

  /** Of use to its own trial alone. */
  public Effort(List<Passes> passes) {
    this(passes, "", 0);
  }

  /** Of work without networks, which takes so many seconds by the clock, about. */
  public static Effort lasting(double seconds) {
    return new Effort(List.of(), "", seconds);
  }

  public Effort {
    passes = List.copyOf(passes);
  }

  /**
   * Images that pass through networks of one kind.
   *
   * @param architecture of the networks
   * @param shape of an image
   * @param classes of the networks
   * @param images in forward passes; a step of training counts {@value #TRAINING}
   * @param tasks that workers can share, at least 1
   * @param workload of one of them
   */
  public record Passes(
      Architecture architecture,
      ImageShape shape,
      int classes,
      double images,
      int tasks,
      Workload workload) {

    /** What one task's network costs. */
    public Demand cost() {
      return Demand.of(architecture.configuration(shape, classes, 0), shape, workload);
    }

    /** Floating-point operations of all images. */
    public double flops() {
      return images * cost().flops();
    }
  }

  /** The same, which makes something that other trials find. */
  public Effort making(String itsProduct) {
    return new Effort(passes, itsProduct, seconds);
  }

  /** Of training a network whose features are wanted, and of embedding the images by it. */
  public static Effort training(FeatureNetwork network, LabelledImages real) {
    return new Effort(
        List.of(
            new Passes(
                network.architecture(),
                real.shape(),
                real.classes(),
                (double) TRAINING * network.recipe().epochs() * real.size() + real.size(),
                1,
                Workload.of(
                    real.size(),
                    network.recipe().batchSize(),
                    real.size(),
                    TrainedNetwork.BATCH))));
  }

  /**
   * Of {@link ProxyAccuracy#measure}, for one set.
   *
   * @param images of the set
   * @param test images
   */
  public static Effort of(ProxyAccuracy accuracy, int images, LabelledImages test) {
    int batch = accuracy.recipe().batchSize();
    double each = (double) TRAINING * accuracy.recipe().epochs() * images + test.size();
    return new Effort(
        List.of(
            new Passes(
                accuracy.architecture(),
                test.shape(),
                test.classes(),
                accuracy.networks() * each,
                accuracy.networks(),
                Workload.of(images, batch, test.size(), TrainedNetwork.BATCH))));
  }
}
