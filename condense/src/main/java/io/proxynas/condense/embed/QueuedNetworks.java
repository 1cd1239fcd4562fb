package io.proxynas.condense.embed;

import io.proxynas.condense.course.FloatArrays;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The networks of one {@link NetworkQueue}, trained while the thread that asks for an embedding
 * waits: each by one thread, so that the bits do not depend on the number of threads.
 */
final class QueuedNetworks implements EmbeddingSource {

  private final NetworkQueue settings;
  private final LabelledImages real;
  private final Seed seed;
  private final List<Training> trainings = new ArrayList<>();
  private final WorkerPool threads;
  private final List<Member> queue = new ArrayList<>();
  private final int[] order;
  private final int[][] drawn;
  private final int parameters;

  /** A network's trained values, and what its optimiser remembers. */
  private static final class Member {
    final float[] weights;
    final float[] velocity;
    double trust;

    Member(int parameters) {
      weights = new float[parameters];
      velocity = new float[parameters];
    }
  }

  /** What one thread trains by. */
  private record Training(Network network, float[] images, int[] labels, float[] gradient) {}

  /**
   * @param workers threads, at least 1; more than the networks trained at a time are not used
   */
  QueuedNetworks(NetworkQueue settings, LabelledImages real, Seed seed, int workers) {
    this.settings = settings;
    this.real = real;
    this.seed = seed;
    int together = Math.min(settings.trained(), settings.capacity());
    threads = new WorkerPool("condense", Math.min(workers, together));
    order = new int[settings.capacity()];
    drawn = new int[together][Math.multiplyExact(settings.steps(), settings.batch())];
    try {
      for (int i = 0; i < threads.count(); i++) {
        trainings.add(training());
      }
      parameters = trainings.get(0).gradient.length;
      for (int i = 1; i < Math.min(NetworkQueue.FIRST, settings.capacity()); i++) {
        queue.add(fresh(seed.child("first").child(i)));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Training training() {
    Network network =
        Network.compile(
            settings.architecture().configuration(real.shape(), real.classes(), 1), real.shape());
    return new Training(
        network,
        new float[Math.multiplyExact(settings.batch(), real.shape().size())],
        new int[settings.batch()],
        new float[(int) network.parameters()]);
  }

  @Override
  public Embedding draw(int iteration) throws InterruptedException {
    RandomGenerator random = seed.child("draw").child(iteration).generator();
    if (iteration > 0) {
      trainSome(random);
    }
    if (queue.isEmpty() || iteration % settings.interval() == 0) {
      if (queue.size() == settings.capacity()) {
        queue.remove(0);
      }
      queue.add(fresh(seed.child("fresh").child(iteration)));
    }
    Member member = queue.get(random.nextInt(queue.size()));
    return new Embedding(
        settings.architecture(),
        network -> network.writeParameters(member.weights),
        settings.crossEntropy() * member.trust);
  }

  private Member fresh(Seed itsSeed) {
    Network network = trainings.get(0).network;
    Member member = new Member(parameters);
    network.initialize(itsSeed.generator());
    network.readParameters(member.weights);
    return member;
  }

  /** Draws the images of all that are trained before any of them is. */
  private void trainSome(RandomGenerator random) throws InterruptedException {
    int size = queue.size();
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    int count = Math.min(settings.trained(), size);
    Shuffle.prefix(order, count, random);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < drawn[i].length; j++) {
        drawn[i][j] = random.nextInt(real.size());
      }
    }
    threads.each(
        thread -> {
          for (int i = thread; i < count; i += threads.count()) {
            train(queue.get(order[i]), drawn[i], trainings.get(thread));
          }
        });
  }

  /**
   * Trains one network.
   *
   * @param indices of its real images, a batch after the other
   */
  private void train(Member member, int[] indices, Training by) {
    int batch = settings.batch();
    double loss = 0;
    for (int step = 0; step < settings.steps(); step++) {
      for (int i = 0; i < batch; i++) {
        int index = indices[step * batch + i];
        real.pixels().copy(index, by.images, i * real.shape().size());
        by.labels[i] = real.labels()[index];
      }
      by.network.writeParameters(member.weights);
      loss += by.network.weightGradient(by.images, by.labels, batch, by.gradient);
      settings.sgd().step(member.weights, by.gradient, member.velocity, parameters);
    }
    member.trust = Math.exp(-loss / settings.steps() / batch);
  }

  /** Every network with what its optimiser remembers, the oldest first. */
  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(queue.size());
    for (Member member : queue) {
      FloatArrays.write(out, member.weights, 0, parameters);
      FloatArrays.write(out, member.velocity, 0, parameters);
      out.writeDouble(member.trust);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    queue.clear();
    for (int left = in.readInt(); left > 0; left--) {
      Member member = new Member(parameters);
      FloatArrays.read(in, member.weights, 0, parameters);
      FloatArrays.read(in, member.velocity, 0, parameters);
      member.trust = in.readDouble();
      queue.add(member);
    }
  }

  @Override
  public void close() {
    threads.close();
    trainings.forEach(training -> training.network.close());
  }
}
