package io.proxynas.condense.match;

import io.proxynas.condense.course.FloatArrays;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The networks of one {@link NetworkQueue}, trained in the thread that asks for embeddings. */
final class QueuedNetworks implements EmbeddingSource {

  private final NetworkQueue settings;
  private final LabelledImages real;
  private final Seed seed;
  private final Network trainer;
  private final List<Member> queue = new ArrayList<>();
  private final int[] order;
  private final float[] images;
  private final int[] labels;
  private final float[] gradient;

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

  QueuedNetworks(NetworkQueue settings, LabelledImages real, Seed seed) {
    this.settings = settings;
    this.real = real;
    this.seed = seed;
    trainer =
        Network.compile(
            settings.architecture().configuration(real.shape(), real.classes(), 1), real.shape());
    order = new int[settings.capacity()];
    images = new float[Math.multiplyExact(settings.batch(), real.shape().size())];
    labels = new int[settings.batch()];
    gradient = new float[(int) trainer.parameters()];
    for (int i = 1; i < Math.min(NetworkQueue.FIRST, settings.capacity()); i++) {
      queue.add(fresh(seed.child("first").child(i)));
    }
  }

  @Override
  public Embedding draw(int iteration) {
    RandomGenerator random = seed.child("draw").child(iteration).generator();
    if (iteration > 0) {
      trainSome(random);
    }
    if (iteration % settings.interval() == 0) {
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
    Member member = new Member((int) trainer.parameters());
    trainer.initialize(itsSeed.generator());
    trainer.readParameters(member.weights);
    return member;
  }

  private void trainSome(RandomGenerator random) {
    int size = queue.size();
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    int count = Math.min(settings.trained(), size);
    Shuffle.prefix(order, count, random);
    for (int i = 0; i < count; i++) {
      train(queue.get(order[i]), random);
    }
  }

  private void train(Member member, RandomGenerator random) {
    double loss = 0;
    for (int step = 0; step < settings.steps(); step++) {
      for (int i = 0; i < settings.batch(); i++) {
        int index = random.nextInt(real.size());
        real.pixels().copy(index, images, i * real.shape().size());
        labels[i] = real.labels()[index];
      }
      trainer.writeParameters(member.weights);
      loss += trainer.weightGradient(images, labels, settings.batch(), gradient);
      settings.sgd().step(member.weights, gradient, member.velocity, gradient.length);
    }
    member.trust = Math.exp(-loss / settings.steps() / settings.batch());
  }

  /** Every network with what its optimiser remembers, the oldest first. */
  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(queue.size());
    for (Member member : queue) {
      FloatArrays.write(out, member.weights, 0, gradient.length);
      FloatArrays.write(out, member.velocity, 0, gradient.length);
      out.writeDouble(member.trust);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    queue.clear();
    for (int left = in.readInt(); left > 0; left--) {
      Member member = new Member(gradient.length);
      FloatArrays.read(in, member.weights, 0, gradient.length);
      FloatArrays.read(in, member.velocity, 0, gradient.length);
      member.trust = in.readDouble();
      queue.add(member);
    }
  }

  @Override
  public void close() {
    trainer.close();
  }
}
