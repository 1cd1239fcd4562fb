package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;
import io.proxynas.engine.backend.Alteration.Mixing;
import io.proxynas.engine.backend.Alteration.Rectangle;
import io.proxynas.engine.backend.Alteration.Sampling;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.ImageRange;
import io.proxynas.engine.backend.ResidentBatch;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Training with all on the device gives what training from arrays gives, by the same back end and
 * by oneDNN, to 1e-4: losses, weights, running statistics, velocities and scores.
 */
public abstract class ResidentAgreement {

  private static final ImageShape SHAPE = new ImageShape(3, 11, 10);
  private static final int COUNT = 16;
  private static final int BATCH = 6; // so that the last one of an epoch has 4
  private static final int CLASSES = 3;
  private static final int EPOCHS = 7;
  private static final double TOLERANCE = 1e-4;
  private static final Sgd SGD = new Sgd(0.01, 0.9, 5e-4);
  private static final int[] LABELS = IntStream.range(0, COUNT).map(i -> i % CLASSES).toArray();

  private static final Map<String, Function<RandomGenerator, Alteration>> KINDS = kinds();

  /** The back end under test. */
  protected abstract Backend backend();

  private static Map<String, Function<RandomGenerator, Alteration>> kinds() {
    Map<String, Function<RandomGenerator, Alteration>> kinds = new LinkedHashMap<>();
    kinds.put("as they are", random -> Alteration.NONE);
    kinds.put(
        "shifted",
        random ->
            Alteration.of(
                new Sampling(1, 0, 0, 1, random.nextInt(-12, 13), random.nextInt(-3, 4))));
    kinds.put("mirrored", random -> Alteration.of(Sampling.MIRROR));
    kinds.put(
        "scaled",
        random ->
            Alteration.of(
                new Sampling(0.8 + random.nextDouble(), 0, 0, 0.8 + random.nextDouble(), 0, 0)));
    kinds.put(
        "turned",
        random -> {
          double angle = Math.PI * random.nextDouble();
          return Alteration.of(
              new Sampling(
                  Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle), 0, 0));
        });
    kinds.put(
        "coloured",
        random ->
            Alteration.of(
                new Mixing(
                    random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble() - 0.5,
                    random.nextDouble())));
    kinds.put(
        "cut",
        random -> {
          int top = random.nextInt(-5, 10);
          int left = random.nextInt(-5, 10);
          return Alteration.of(new Rectangle(top, top + 6, left, left + 5));
        });
    kinds.put(
        "of all kinds at once",
        random ->
            new Alteration(
                new Sampling(0.9, 0.2, -0.1, 1.3, random.nextDouble(), -0.7),
                new Mixing(0.7, 0.2, -0.4, 0.1),
                new Rectangle(2, 5, 3, 20)));
    List<Function<RandomGenerator, Alteration>> each = List.copyOf(kinds.values());
    kinds.put("of a kind each", random -> each.get(random.nextInt(each.size())).apply(random));
    return kinds;
  }

  static Set<String> alterations() {
    return KINDS.keySet();
  }

  private static ConvNet net(Normalization normalization) {
    return new ConvNet(2, 8, ConvNet.Activation.RELU, normalization, ConvNet.Pooling.AVERAGE);
  }

  private static Network network(Normalization normalization, Backend backend) {
    var configuration = net(normalization).configuration(SHAPE, CLASSES, 1);
    Network network = Network.compile(configuration, SHAPE, backend);
    network.initialize(new Seed(2).generator());
    return network;
  }

  private static float[] images() {
    return OracleCase.gaussian(new Seed(3).generator(), COUNT * SHAPE.size());
  }

  /** Rows of probabilities. */
  private static float[] targets() {
    RandomGenerator random = new Seed(4).generator();
    float[] targets = new float[COUNT * CLASSES];
    for (int i = 0; i < COUNT; i++) {
      targets[i * CLASSES] = random.nextFloat();
      targets[i * CLASSES + 1] = 1 - targets[i * CLASSES];
    }
    return targets;
  }

  private static int[] indices(int epoch, int from) {
    int[] order = IntStream.range(0, COUNT).toArray();
    Shuffle.all(order, new Seed(5).child(epoch).generator());
    return Arrays.copyOfRange(order, from, Math.min(COUNT, from + BATCH));
  }

  /** Trains a network for some epochs; gives the mean losses. */
  @FunctionalInterface
  private interface Training {
    double[] train(Network network, Function<RandomGenerator, Alteration> kind, int epochs);
  }

  private static Training resident(boolean soft) {
    return (network, kind, epochs) -> {
      ResidentTraining training = network.resident().orElseThrow();
      double[] losses = new double[epochs];
      try (ResidentImages set = soft ? training.images(targets()) : training.images(LABELS)) {
        set.put(0, images(), COUNT);
        for (int epoch = 0; epoch < epochs; epoch++) {
          RandomGenerator random = new Seed(6).child(epoch).generator();
          for (int from = 0; from < COUNT; from += BATCH) {
            int[] indices = indices(epoch, from);
            List<Alteration> drawn =
                Stream.generate(() -> kind.apply(random)).limit(indices.length).toList();
            training.train(new ResidentBatch(set, indices, drawn), SGD);
          }
          losses[epoch] = training.takeLoss() / COUNT;
        }
      }
      return losses;
    };
  }

  private static Training onArrays(boolean soft) {
    return (network, kind, epochs) -> {
      float[] images = images();
      float[] all = targets();
      double[] losses = new double[epochs];
      for (int epoch = 0; epoch < epochs; epoch++) {
        RandomGenerator random = new Seed(6).child(epoch).generator();
        for (int from = 0; from < COUNT; from += BATCH) {
          int[] indices = indices(epoch, from);
          float[] batch = new float[indices.length * SHAPE.size()];
          int[] labels = IntStream.of(indices).map(i -> LABELS[i]).toArray();
          float[] targets = new float[indices.length * CLASSES];
          for (int i = 0; i < indices.length; i++) {
            float[] image = ArrayAlteration.of(kind.apply(random), images, indices[i], SHAPE);
            System.arraycopy(image, 0, batch, i * SHAPE.size(), SHAPE.size());
            System.arraycopy(all, indices[i] * CLASSES, targets, i * CLASSES, CLASSES);
          }
          losses[epoch] +=
              soft
                  ? network.train(batch, targets, 0, indices.length, SGD)
                  : network.train(batch, labels, 0, indices.length, SGD);
        }
        losses[epoch] /= COUNT;
      }
      return losses;
    };
  }

  /** Losses by epoch, weights with running statistics, velocities and predictions. */
  private static List<float[]> run(
      Network network, Training training, Function<RandomGenerator, Alteration> kind) {
    double[] losses = training.train(network, kind, EPOCHS);
    float[] rounded = new float[losses.length];
    for (int i = 0; i < losses.length; i++) {
      rounded[i] = (float) losses[i];
    }
    float[] predictions = new float[COUNT * CLASSES];
    network.infer(images(), COUNT, predictions);
    List<float[]> results = List.of(rounded, network.snapshot(), network.velocities(), predictions);
    network.close();
    return results;
  }

  /** Values within 1e-4 of the largest, or of 1. */
  private static void assertClose(List<float[]> actual, List<float[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      float largest = 1;
      for (float value : expected.get(i)) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(actual.get(i)).hasSameSizeAs(expected.get(i));
      for (int k = 0; k < expected.get(i).length; k++) {
        assertThat(actual.get(i)[k])
            .as("value %d of result %d", k, i)
            .isCloseTo(expected.get(i)[k], within((float) (TOLERANCE * largest)));
      }
    }
  }

  private void assertAgreement(
      Function<Backend, Network> maker, Function<RandomGenerator, Alteration> kind, boolean soft) {
    List<float[]> actual = run(maker.apply(backend()), resident(soft), kind);

    assertClose(actual, run(maker.apply(backend()), onArrays(soft), kind));
    assertClose(actual, run(maker.apply(new OneDnnBackend()), onArrays(soft), kind));
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void train_imagesAltered_asOnArrays(String kind) {
    assertAgreement(backend -> network(Normalization.BATCH, backend), KINDS.get(kind), false);
  }

  /** No image is cut to zeros, by which an instance's normalisation would enlarge rounding. */
  @ParameterizedTest
  @EnumSource(Normalization.class)
  void train_softTargets_asOnArrays(Normalization normalization) {
    assertAgreement(backend -> network(normalization, backend), KINDS.get("turned"), true);
  }

  /** A convolution and an output with a squared error. */
  private static Network squared(Activation link, Backend backend) {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
            .layer(new OutputLayer.Builder(LossFunction.MSE).nOut(CLASSES).activation(link).build())
            .setInputType(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
            .build();
    Network network = Network.compile(configuration, SHAPE, backend);
    network.initialize(new Seed(2).generator());
    return network;
  }

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "SIGMOID", "TANH", "SOFTMAX"})
  void train_squaredError_asOnArrays(Activation link) {
    assertAgreement(backend -> squared(link, backend), KINDS.get("as they are"), false);
    assertAgreement(backend -> squared(link, backend), KINDS.get("as they are"), true);
  }

  private static Network dropping(Backend backend) {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
            .layer(new DropoutLayer.Builder(0.6).build())
            .layer(new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
            .build();
    Network network = Network.compile(configuration, SHAPE, backend);
    network.initialize(new Seed(2).generator());
    return network;
  }

  /** Masks come from the network's generator; oneDNN lays its values out in another order. */
  @Test
  void train_dropout_asOnArrays() {
    Function<RandomGenerator, Alteration> kind = KINDS.get("as they are");
    Network network = dropping(backend());
    List<float[]> actual = run(network, resident(false), kind);

    assertThat(network.drewMasks()).isTrue();
    assertClose(actual, run(dropping(backend()), onArrays(false), kind));
  }

  @Test
  void train_twice_sameBits() {
    Function<RandomGenerator, Alteration> kind = KINDS.get("of a kind each");
    List<float[]> first = run(network(Normalization.BATCH, backend()), resident(false), kind);
    List<float[]> second = run(network(Normalization.BATCH, backend()), resident(false), kind);

    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i)).isEqualTo(first.get(i));
    }
  }

  /** Each side goes on where the other one stands, in weights, statistics and velocity. */
  @Test
  void train_onEachSideInTurn_asOnOne() {
    Function<RandomGenerator, Alteration> kind = KINDS.get("as they are");
    try (Network changing = network(Normalization.BATCH, backend());
        Network staying = network(Normalization.BATCH, new OneDnnBackend())) {
      for (int turn = 0; turn < 6; turn++) {
        (turn % 2 == 0 ? resident(false) : onArrays(false)).train(changing, kind, 1);
        onArrays(false).train(staying, kind, 1);
      }
      assertClose(
          List.of(changing.snapshot(), changing.velocities()),
          List.of(staying.snapshot(), staying.velocities()));
    }
  }

  @Test
  void restore_whatAnotherHasReached_goesOnToTheSameBits() {
    Function<RandomGenerator, Alteration> kind = KINDS.get("of a kind each");
    try (Network whole = network(Normalization.BATCH, backend());
        Network first = network(Normalization.BATCH, backend());
        Network second = network(Normalization.BATCH, backend())) {
      resident(false).train(whole, kind, 2);
      resident(false).train(whole, kind, 2);

      resident(false).train(first, kind, 2);
      resident(false).train(second, kind, 1); // and is then another
      second.restore(first.snapshot(), first.velocities());
      resident(false).train(second, kind, 2);

      assertThat(second.snapshot()).isEqualTo(whole.snapshot());
      assertThat(second.velocities()).isEqualTo(whole.velocities());
    }
  }

  @Test
  void writeParameters_afterSteps_keepsTheStatisticsReached() {
    try (Network network = network(Normalization.BATCH, backend())) {
      resident(false).train(network, KINDS.get("as they are"), 1);
      float[] reached = network.snapshot();
      float[] zeros = new float[(int) network.parameters()];
      network.writeParameters(zeros);

      float[] now = network.snapshot();
      assertThat(Arrays.copyOf(now, zeros.length)).isEqualTo(zeros);
      assertThat(Arrays.copyOfRange(now, zeros.length, now.length))
          .isEqualTo(Arrays.copyOfRange(reached, zeros.length, now.length));
    }
  }

  @Test
  void infer_someAtATime_asOnArrays() {
    try (Network network = network(Normalization.BATCH, backend())) {
      resident(false).train(network, KINDS.get("as they are"), 2);
      ResidentTraining training = network.resident().orElseThrow();
      float[] actual = new float[(COUNT - 3) * CLASSES];
      try (ResidentImages set = training.images(LABELS)) {
        set.put(0, Arrays.copyOf(images(), 4 * SHAPE.size()), 4);
        set.put(4, Arrays.copyOfRange(images(), 4 * SHAPE.size(), COUNT * SHAPE.size()), COUNT - 4);
        training.infer(set, new ImageRange(3, COUNT - 3, 5), actual);
      }
      float[] expected = new float[COUNT * CLASSES];
      network.infer(images(), COUNT, expected);
      float[] later = Arrays.copyOfRange(expected, 3 * CLASSES, expected.length);
      assertClose(List.of(actual), List.of(later));
    }
  }

  @Test
  void measureStatistics_asOnArrays_andNothingChanges() {
    try (Network network = network(Normalization.BATCH, backend());
        Network other = network(Normalization.BATCH, new OneDnnBackend())) {
      resident(false).train(network, KINDS.get("as they are"), 2);
      float[] reached = network.snapshot();
      other.restore(reached);
      RunningStatistics actual = new RunningStatistics(network.program());
      RunningStatistics expected = new RunningStatistics(network.program());
      ResidentTraining training = network.resident().orElseThrow();
      try (ResidentImages set = training.images(LABELS)) {
        set.put(0, images(), COUNT);
        training.measureStatistics(set, new ImageRange(0, COUNT, 7), actual);
      }
      assertThat(network.snapshot()).isEqualTo(reached);

      for (int from = 0; from < COUNT; from += 7) {
        int count = Math.min(7, COUNT - from);
        int size = SHAPE.size();
        float[] batch = Arrays.copyOfRange(images(), from * size, (from + count) * size);
        other.measureStatistics(batch, count, expected);
      }
      network.takeStatistics(actual);
      other.takeStatistics(expected);
      assertClose(List.of(network.snapshot()), List.of(other.snapshot()));
    }
  }

  @Test
  void takeLoss_afterItDiverged_isNotFinite() {
    try (Network network = network(Normalization.NONE, backend())) {
      float[] weights = new float[(int) network.parameters()];
      Arrays.fill(weights, 1e30f);
      network.writeParameters(weights);

      assertThat(resident(false).train(network, KINDS.get("as they are"), 1)[0])
          .satisfies(loss -> assertThat(Double.isFinite(loss)).isFalse());
      assertThat(network.resident().orElseThrow().takeLoss()).isZero();
    }
  }

  @Test
  void images_labelOfNoClass_isRejected() {
    try (Network network = network(Normalization.NONE, backend())) {
      ResidentTraining training = network.resident().orElseThrow();

      assertThatThrownBy(() -> training.images(new int[] {0, CLASSES}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a label must be in [0, 3), but label 1 was 3");
      assertThatThrownBy(() -> training.images(new float[4]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("targets must be rows of 3 values, but were 4 values");
    }
  }
}
