package io.proxynas.condense.coreset;

import io.proxynas.condense.course.FloatArrays;
import io.proxynas.condense.course.Shared;
import io.proxynas.engine.Network;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;

/** The training of a {@link FeatureNetwork}, which every coreset of its features begins with. */
final class FeatureTraining implements Shared {

  private final FeatureNetwork network;
  private final LabelledImages real;
  private final Seed seed;
  private float[] parameters = {};

  FeatureTraining(FeatureNetwork network, LabelledImages real, Seed seed) {
    this.network = network;
    this.real = real;
    this.seed = seed;
  }

  @Override
  public String id() {
    return "features %s %d".formatted(new TreeMap<>(network.configuration()), seed.value());
  }

  @Override
  public void run(Progress progress) throws InterruptedException {
    try (TrainedNetwork trained = network.train(real, seed, progress)) {
      parameters = trained.snapshot();
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    FloatArrays.write(out, parameters);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    parameters = FloatArrays.read(in);
  }

  /** The network as trained; the caller closes it. */
  Network trained() {
    Network trained =
        Network.compile(
            network.architecture().configuration(real.shape(), real.classes(), seed.value()),
            real.shape());
    trained.restore(parameters);
    return trained;
  }
}
