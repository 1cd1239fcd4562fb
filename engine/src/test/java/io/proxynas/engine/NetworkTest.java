package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

@OnEachBackend
class NetworkTest {

  @Parameter Backend backend;

  private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
  private static final int CLASSES = 2;
  private static final int COUNT = 12;
  private static final int[] LABELS = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

  private Network network(Normalization normalization, long seed) {
    return network(normalization, seed, backend);
  }

  private static Network network(Normalization normalization, long seed, Backend backend) {
    ConvNet net = new ConvNet(2, 8, Activation.RELU, normalization, Pooling.AVERAGE);
    Network network = Network.compile(net.configuration(SHAPE, CLASSES, 1), SHAPE, backend);
    network.initialize(new Seed(seed).generator());
    return network;
  }

  /** Class 0 is brighter above, class 1 below. */
  private static float[] images() {
    RandomGenerator random = new Seed(4).generator();
    float[] images = new float[COUNT * SHAPE.size()];
    for (int n = 0; n < COUNT; n++) {
      for (int i = 0; i < SHAPE.size(); i++) {
        boolean above = i < SHAPE.size() / 2;
        float signal = above == (LABELS[n] == 0) ? 1 : -1;
        images[n * SHAPE.size() + i] = signal + (float) random.nextGaussian();
      }
    }
    return images;
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void train_separableImages_learnsThem(Normalization normalization) {
    float[] images = images();
    try (Network network = network(normalization, 1)) {
      double first = network.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 0));
      double last = first;
      for (int step = 0; step < 60; step++) {
        last = network.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 0));
      }
      assertThat(last).isLessThan(0.2 * first);
    }
  }

  @Test
  void train_sameSeed_givesSameBits() {
    float[] images = images();
    try (Network one = network(Normalization.BATCH, 1);
        Network two = network(Normalization.BATCH, 1);
        Network other = network(Normalization.BATCH, 2)) {
      double loss = 0;
      for (int step = 0; step < 5; step++) {
        loss = one.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 1e-3));
        assertThat(two.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 1e-3))).isEqualTo(loss);
        assertThat(other.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 1e-3)))
            .isNotEqualTo(loss);
      }
    }
  }

  @Test
  void train_partOfTheLabels_startsAtFrom() {
    float[] images = images();
    try (Network one = network(Normalization.NONE, 1);
        Network two = network(Normalization.NONE, 1)) {
      double loss = one.train(images, new int[] {7, 7, 1, 0}, 2, 2, new Sgd(0.05, 0.9, 0));

      assertThat(two.train(images, new int[] {1, 0}, 0, 2, new Sgd(0.05, 0.9, 0))).isEqualTo(loss);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, CLASSES})
  void train_labelThatIsNoClass_isRejected(int label) {
    float[] images = images();
    try (Network network = network(Normalization.NONE, 1)) {
      network.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 0)); // later rows exist
      int[] labels = {label, 0};
      assertThatThrownBy(() -> network.train(images, labels, 0, 2, new Sgd(0.05, 0.9, 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a label must be in [0, 2), but label 0 was " + label);
    }
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void toDl4j_savedAndLoadedByDl4jAlone_predictsTheSame(
      Normalization normalization, @TempDir Path folder) throws IOException {
    float[] images = images();
    float[] expected = new float[COUNT * CLASSES];
    Path file = folder.resolve("model.zip");
    try (Network network = network(normalization, 1)) {
      for (int step = 0; step < 10; step++) {
        network.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 0));
      }
      network.infer(images, COUNT, expected);
      ModelSerializer.writeModel(network.toDl4j(), file.toFile(), false);
    }

    ComputationGraph loaded = ModelSerializer.restoreComputationGraph(file.toFile(), false);

    long[] lengths = {COUNT, SHAPE.channels(), SHAPE.height(), SHAPE.width()};
    float[] actual = loaded.outputSingle(Nd4j.create(images, lengths, 'c')).data().asFloat();
    assertThat(actual).containsExactly(expected, within(1e-5f));
  }

  @Test
  void infer_anyBatchSize_givesTheSame() {
    float[] images = images();
    float[] together = new float[COUNT * CLASSES];
    float[] alone = new float[CLASSES];
    try (Network network = network(Normalization.BATCH, 1)) {
      network.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 0));
      network.infer(images, COUNT, together);
      network.infer(images, 1, alone);
    }
    assertThat(alone).containsExactly(new float[] {together[0], together[1]}, within(1e-6f));
    assertThat(alone[0] + alone[1]).isCloseTo(1, within(1e-6f));
  }

  @Test
  void pixelGradient_withoutForward_isRejected() {
    try (Network network = network(Normalization.INSTANCE, 1)) {
      float[] embedding = new float[3 * network.embeddingSize()];
      network.embedForGradient(images(), 0, 2, embedding, 0);

      assertThatThrownBy(
              () -> network.pixelGradient(embedding, 0, 3, new float[3 * SHAPE.size()], 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("embedForGradient must come first, with the same 3 images");
    }
  }

  /** Two dense layers of the image, whose sum is the network's output. */
  private Network ofTwoSummands() {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("image")
            .addLayer("a", summand(), "image")
            .addLayer("b", summand(), "image")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
            .addLayer(
                "loss",
                new LossLayer.Builder(LossFunction.MCXENT)
                    .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                    .build(),
                "sum")
            .setOutputs("loss")
            .setInputTypes(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
            .build();
    Network network = Network.compile(configuration, SHAPE, backend);
    network.initialize(new Seed(1).generator());
    return network;
  }

  private static DenseLayer summand() {
    return new DenseLayer.Builder()
        .nOut(CLASSES)
        .activation(org.nd4j.linalg.activations.Activation.RELU)
        .build();
  }

  @Test
  void embed_whereTwoValuesEnterTheLastOperation_isRejected() {
    float[] into = new float[COUNT * SHAPE.size()];
    try (Network network = ofTwoSummands()) {
      for (ThrowingCallable embeds :
          List.<ThrowingCallable>of(
              network::embeddingSize,
              () -> network.embed(images(), 0, COUNT, into, 0),
              () -> network.embedForGradient(images(), 0, COUNT, into, 0))) {
        assertThatThrownBy(embeds)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(
                "an embedding must be the only value that enters the last operation, but this"
                    + " network's Sum takes the values [2, 4]");
      }
    }
  }

  @Test
  void rectify_whereTwoValuesEnterTheLastOperation_tellsBoth() {
    List<float[]> heard = new ArrayList<>();
    try (Network network = ofTwoSummands()) {
      network.rectify(images(), COUNT, heard::add);

      float[] sums = new float[COUNT * CLASSES];
      network.infer(images(), COUNT, sums);
      assertThat(heard).hasSize(2);
      for (int n = 0; n < COUNT; n++) { // the difference of two sums is the log of their odds
        float first = heard.get(0)[2 * n] + heard.get(1)[2 * n];
        float second = heard.get(0)[2 * n + 1] + heard.get(1)[2 * n + 1];
        assertThat(Math.log(sums[2 * n] / sums[2 * n + 1])).isCloseTo(first - second, within(1e-4));
      }
    }
  }

  @Test
  void close_twice_closesEachExecutableOnce() {
    List<Pass> closed = new ArrayList<>();
    Network network = network(Normalization.GROUP, 1, new Watched(backend, closed));
    network.train(images(), LABELS, 0, COUNT, new Sgd(0.05, 0.9, 0));
    network.infer(images(), COUNT, new float[COUNT * CLASSES]);
    assertThat(closed).isEmpty();

    network.close();
    network.close();

    assertThat(closed).containsExactlyInAnyOrder(Pass.TRAIN, Pass.INFER);
  }

  /** Notes the pass of each executable that is closed, as often as it is. */
  private record Watched(Backend backend, List<Pass> closed) implements Backend {

    @Override
    public String name() {
      return backend.name();
    }

    @Override
    public long bytes(Program program, int batch, Pass pass) {
      return backend.bytes(program, batch, pass);
    }

    @Override
    public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
      Executable executable = backend.compile(program, batch, pass, state);
      return (Executable)
          Proxy.newProxyInstance(
              Executable.class.getClassLoader(),
              new Class<?>[] {Executable.class},
              (self, method, arguments) -> {
                if (method.getName().equals("close")) {
                  closed.add(pass);
                }
                return method.invoke(executable, arguments);
              });
    }
  }

  @Test
  void restore_snapshot_givesTheSameNetwork() {
    float[] images = images();
    try (Network trained = network(Normalization.BATCH, 1);
        Network other = network(Normalization.BATCH, 2)) {
      trained.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 0));
      float[] snapshot = trained.snapshot();
      float[] expected = new float[COUNT * CLASSES];
      float[] actual = new float[COUNT * CLASSES];
      trained.infer(images, COUNT, expected);
      other.infer(images, COUNT, actual);
      assertThat(actual).isNotEqualTo(expected);

      other.restore(snapshot);
      other.infer(images, COUNT, actual);

      assertThat(actual).isEqualTo(expected);
      trained.train(images, LABELS, 0, COUNT, new Sgd(0.05, 0.9, 0));
      assertThat(other.snapshot()).as("a copy").isEqualTo(snapshot);
      assertThatThrownBy(() -> other.restore(new float[3]))
          .hasMessage(
              "a snapshot of this network must have %d values, but had 3"
                  .formatted(snapshot.length));
    }
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void restore_snapshotAndVelocities_goesOnToTheSameBits(Normalization normalization) {
    float[] images = images();
    Sgd sgd = new Sgd(0.05, 0.9, 5e-4);
    try (Network straight = network(normalization, 1);
        Network other = network(normalization, 2)) {
      straight.train(images, LABELS, 0, COUNT, sgd);
      straight.train(images, LABELS, 0, COUNT, sgd);
      other.train(images, LABELS, 0, COUNT, sgd);
      other.restore(straight.snapshot(), straight.velocities());

      double loss = straight.train(images, LABELS, 0, COUNT, sgd);

      assertThat(other.train(images, LABELS, 0, COUNT, sgd)).isEqualTo(loss);
      assertThat(other.snapshot()).isEqualTo(straight.snapshot());
      assertThat(other.velocities()).isEqualTo(straight.velocities());
      assertThat(other.drewMasks()).isFalse();
      assertThatThrownBy(() -> other.restore(other.snapshot(), new float[3]))
          .hasMessage(
              "the velocities of this network must have %d values, but had 3"
                  .formatted(other.parameters()));
    }
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void normalizesOverBatch_onlyBatchNormalization(Normalization normalization) {
    try (Network network = network(normalization, 1)) {
      assertThat(network.normalizesOverBatch()).isEqualTo(normalization == Normalization.BATCH);
    }
  }
}
