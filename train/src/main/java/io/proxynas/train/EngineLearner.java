package io.proxynas.train;

import io.proxynas.engine.Network;
import io.proxynas.engine.RunningStatistics;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A network of the engine, and the sets that it has on its device. */
final class EngineLearner implements Learner {

  /** All divide the first, so that a round number of images leaves no smaller batch. */
  private static final int[] SIZES = {TrainedNetwork.BATCH, 25, 10, 5};

  /** Bytes of a value that stays in a core's cache from one operation to the next, more or less. */
  private static final long CACHED = 7L << 18;

  private final Network network;
  private final Map<LabelledImages, ResidentFeed> resident = new IdentityHashMap<>();

  EngineLearner(Network network) {
    this.network = network;
  }

  /**
   * With fresh weights.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a layer
   */
  static EngineLearner of(
      ComputationGraphConfiguration configuration, ImageShape shape, Seed seed) {
    Network network = Network.compile(configuration, shape);
    network.initialize(seed.child("weights").generator());
    return new EngineLearner(network);
  }

  /** Closed with this. */
  Network network() {
    return network;
  }

  @Override
  public TrainedBy trainedBy() {
    return TrainedBy.ENGINE;
  }

  @Override
  public ImageShape shape() {
    return network.input();
  }

  @Override
  public int classes() {
    return network.classes();
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  @Override
  public long flops() {
    return network.flops();
  }

  @Override
  public double train(float[] images, int[] labels, int from, int count, Sgd sgd) {
    return network.train(images, labels, from, count, sgd);
  }

  @Override
  public void infer(float[] images, int count, float[] into) {
    network.infer(images, count, into);
  }

  /**
   * As many as let the network's largest value stay in the cache, so that scoring takes up to a
   * fifth less time than by the most. It depends on the network alone, not on the machine.
   */
  @Override
  public int inferredAtATime() {
    int largest =
        network.program().shapes().stream().mapToInt(ImageShape::size).max().orElseThrow();
    return IntStream.of(SIZES)
        .filter(images -> images * (long) largest * Float.BYTES <= CACHED)
        .findFirst()
        .orElse(SIZES[SIZES.length - 1]);
  }

  @Override
  public void measureStatistics(float[] images, int count, RunningStatistics into) {
    network.measureStatistics(images, count, into);
  }

  @Override
  public Feed feed(LabelledImages images) {
    return network
        .resident()
        .filter(training -> training.holds(images.size()))
        .<Feed>map(
            training ->
                resident.computeIfAbsent(images, set -> new ResidentFeed(this, training, set)))
        .orElseGet(() -> new ArrayFeed(this, images));
  }

  @Override
  public void release(LabelledImages images) {
    ResidentFeed feed = resident.remove(images);
    if (feed != null) {
      feed.close();
    }
  }

  @Override
  public ComputationGraph toDl4j() {
    return network.toDl4j();
  }

  @Override
  public void close() {
    resident.values().forEach(ResidentFeed::close);
    resident.clear();
    network.close();
  }
}
