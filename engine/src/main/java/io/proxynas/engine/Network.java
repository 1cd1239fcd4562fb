package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.TrainingState;
import io.proxynas.engine.internal.dl4j.Translator;
import io.proxynas.engine.internal.dl4j.Weights;
import io.proxynas.engine.internal.updater.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * A DL4J configuration compiled for a back end: trains, infers, embeds and gives the gradient of
 * the pixels.
 *
 * <pre>{@code
 * try (Network network = Network.compile(configuration, new ImageShape(3, 32, 32))) {
 *   network.initialize(new Seed(1).generator());
 *   Sgd sgd = new Sgd(0.01, 0.9, 5e-4); // learning rate, momentum, weight decay
 *   for (int from = 0; from + 25 <= labels.length; from += 25) {
 *     double loss = network.train(batch(images, from), labels, from, 25, sgd);
 *   }
 *   ModelSerializer.writeModel(network.toDl4j(), file, true);
 * }
 * }</pre>
 *
 * <p>Not for use by several threads at once; any number of networks run side by side, each on the
 * thread that calls it unless compiled for more {@link Threads}.
 *
 * <p>Images are (N, C, H, W) float32 in row-major order. All native memory is freed by {@link
 * #close}.
 */
public final class Network implements AutoCloseable {

  private final Definition definition;
  private final Program program;
  private final NetworkVectors vectors;
  private final int classes;
  private final OutputLoss objective;
  private final Threads threads;
  private final Executables executables;
  private final Optional<ResidentTraining> resident;
  private final DropoutMasks masks;
  private @Nullable Optimizer optimizer;
  private TrainingState start = TrainingState.FRESH;
  private int iteration;
  private int epoch;
  private float[] logits = new float[0];

  private Network(Definition definition, ImageShape input, Backend backend, Threads threads) {
    this.definition = definition;
    this.threads = threads;
    this.program = Translator.translate(definition, input);
    this.classes = program.outputs();
    this.objective = new OutputLoss(program.loss(), classes);
    Seed seed = new Seed(definition.common().getSeed()).child("dropout");
    this.masks = new DropoutMasks(seed.generator());
    this.vectors = new NetworkVectors(program);
    this.executables = new Executables(program, backend, vectors, masks);
    this.resident =
        backend
            .resident()
            .map(offer -> new ResidentTraining(offer, program, vectors, objective, masks, threads));
  }

  /**
   * Compiles a configuration for the back end of {@link BackendChoice#automatic}; its parameters
   * are zero until {@link #initialize} or {@link #load}.
   *
   * @param input shape of one image
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if a part of it is unknown
   */
  public static Network compile(ComputationGraphConfiguration configuration, ImageShape input) {
    return compile(configuration, input, BackendChoice.automatic().backend());
  }

  /** As {@link #compile(ComputationGraphConfiguration, ImageShape)}, for a given back end. */
  public static Network compile(
      ComputationGraphConfiguration configuration, ImageShape input, Backend backend) {
    return new Network(Definition.of(configuration), input, backend, Threads.ONE);
  }

  /**
   * As {@link #compile(ComputationGraphConfiguration, ImageShape)}, on several threads.
   *
   * @param threads of each of the network's operations
   */
  public static Network compile(
      ComputationGraphConfiguration configuration, ImageShape input, Threads threads) {
    Backend backend = BackendChoice.automatic().backend();
    return new Network(Definition.of(configuration), input, backend, threads);
  }

  /**
   * Compiles a configuration for the back end of {@link BackendChoice#automatic}; its parameters
   * are zero until {@link #initialize} or {@link #load}.
   *
   * @param input shape of one image
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if a part of it is unknown
   */
  public static Network compile(MultiLayerConfiguration configuration, ImageShape input) {
    return compile(configuration, input, BackendChoice.automatic().backend());
  }

  /** As {@link #compile(MultiLayerConfiguration, ImageShape)}, for a given back end. */
  public static Network compile(
      MultiLayerConfiguration configuration, ImageShape input, Backend backend) {
    return new Network(Definition.of(configuration), input, backend, Threads.ONE);
  }

  /**
   * As {@link #compile(MultiLayerConfiguration, ImageShape)}, on several threads.
   *
   * @param threads of each of the network's operations
   */
  public static Network compile(
      MultiLayerConfiguration configuration, ImageShape input, Threads threads) {
    Backend backend = BackendChoice.automatic().backend();
    return new Network(Definition.of(configuration), input, backend, threads);
  }

  /** The number of trained values. */
  public long parameters() {
    return program.trainable();
  }

  /** The tensors of the trained values, in the order of {@link #readParameters}. */
  public List<Parameter> layout() {
    return program.parameters().stream().filter(p -> p.offset() < program.trainable()).toList();
  }

  /** Copies the trained values, {@link #parameters} of them, without running statistics. */
  public void readParameters(float[] into) {
    System.arraycopy(vectors.weights(), 0, into, 0, program.trainable());
  }

  /** Takes over trained values; running statistics and what the optimiser remembers stay. */
  public void writeParameters(float[] from) {
    System.arraycopy(from, 0, vectors.weights(), 0, program.trainable());
    vectors.changed();
  }

  /** The operations, with the places of their parameters in {@link #snapshot}. */
  public Program program() {
    return program;
  }

  /** The shape of one image. */
  public ImageShape input() {
    return program.input();
  }

  /** Floating-point operations of one image's forward pass, two a multiply-add. */
  public long flops() {
    return program.flops();
  }

  /** The number of classes. */
  public int classes() {
    return classes;
  }

  /**
   * The number of values of one image's embedding: what enters the last layer, flattened.
   *
   * @throws IllegalStateException if there is none, since several values enter the last operation
   */
  public int embeddingSize() {
    program.requireEmbedding();
    return sizeBeforeLast();
  }

  private int sizeBeforeLast() {
    return program.shapes().get(program.embedding()).size();
  }

  /** Whether an image's values depend on the others of its batch. */
  public boolean normalizesOverBatch() {
    return program.normalizesOverBatch();
  }

  /**
   * Draws fresh weights and forgets what the optimiser remembers: uniform in ±1/√fan-in, biases
   * zero. What dropout keeps is drawn from the same generator from now on; the numbers are not
   * DL4J's.
   */
  public void initialize(RandomGenerator random) {
    InitialWeights.draw(program.parameters(), vectors.weights(), random);
    masks.restart(random);
    goOn(TrainingState.FRESH);
  }

  /** Takes DL4J's own initial weights for the configuration's weight initialisers and seed. */
  public void initializeAsDl4j() {
    load(definition.initialized());
  }

  /**
   * Takes the parameters of a DL4J network of the same configuration, running statistics included,
   * and where its training stands: what its updaters remember, its steps and its epochs.
   *
   * @param model a {@code ComputationGraph} or {@code MultiLayerNetwork}
   */
  public void load(Model model) {
    Weights.fromDl4j(model, program, vectors.weights());
    goOn(TrainingState.fromDl4j(model, program));
  }

  /** A copy of all parameters, running statistics included, for {@link #restore}. */
  public float[] snapshot() {
    return vectors.weights().clone();
  }

  /**
   * Takes the parameters of a network of the same configuration.
   *
   * @param snapshot not changed
   */
  public void restore(float[] snapshot) {
    requireLength("a snapshot", snapshot, program.size());
    System.arraycopy(snapshot, 0, vectors.weights(), 0, snapshot.length);
    goOn(TrainingState.FRESH);
  }

  /**
   * Takes the parameters of a network of the same configuration, and what its training by {@link
   * Sgd} remembers of earlier gradients: the next steps are those that it would have taken, to the
   * bit, where it {@link #drewMasks drew no masks}.
   *
   * @param snapshot not changed
   * @param velocities not changed
   */
  public void restore(float[] snapshot, float[] velocities) {
    requireLength("the velocities", velocities, program.trainable());
    restore(snapshot);
    System.arraycopy(velocities, 0, vectors.velocity(), 0, velocities.length);
    vectors.changed();
  }

  private static void requireLength(String what, float[] values, int length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          "%s of this network must have %d values, but had %d"
              .formatted(what, length, values.length));
    }
  }

  /**
   * A copy of what training by {@link Sgd} remembers of earlier gradients, for {@link #restore}.
   */
  public float[] velocities() {
    return vectors.velocity().clone();
  }

  /**
   * Whether dropout has drawn from the generator of {@link #initialize}, which is then elsewhere.
   */
  public boolean drewMasks() {
    return masks.drew();
  }

  private void goOn(TrainingState from) {
    Arrays.fill(vectors.velocity(), 0);
    start = from;
    optimizer = null;
    iteration = from.iteration();
    epoch = from.epoch();
    vectors.changed();
  }

  /**
   * A DL4J network with the parameters of this one, which DL4J alone can save, load and serve.
   * After training by the configuration's own updaters, DL4J's {@code fit} goes on where this one
   * stands.
   *
   * @throws IllegalStateException if a {@code MultiLayerConfiguration} was compiled
   */
  public ComputationGraph toDl4j() {
    return toDl4j(ComputationGraph.class);
  }

  /**
   * As {@link #toDl4j()}, of a {@code MultiLayerConfiguration}.
   *
   * @throws IllegalStateException if a {@code ComputationGraphConfiguration} was compiled
   */
  public MultiLayerNetwork toMultiLayerNetwork() {
    return toDl4j(MultiLayerNetwork.class);
  }

  private <T extends Model> T toDl4j(Class<T> type) {
    Model model = definition.initialized();
    if (!type.isInstance(model)) {
      throw new IllegalStateException(
          "the compiled configuration must be that of a "
              + type.getSimpleName()
              + ", but was that of a "
              + model.getClass().getSimpleName());
    }
    copyTo(model);
    return type.cast(model);
  }

  /**
   * Copies the parameters, running statistics included, and where the training stands into a DL4J
   * network of the compiled configuration, as {@link #toDl4j} does into a new one.
   *
   * @param model a {@code ComputationGraph} or {@code MultiLayerNetwork}
   */
  public void copyTo(Model model) {
    Weights.toDl4j(vectors.weights(), program, model);
    var updaters = optimizer == null ? start.updaters() : optimizer.state();
    new TrainingState(updaters, iteration, epoch).toDl4j(model, program);
  }

  /**
   * One step of training by our own optimiser; the configuration's updaters and penalties have no
   * part in it.
   *
   * @param images (count, C, H, W)
   * @param labels classes of the images, from index {@code from}
   * @param count images in the batch, at least 1
   * @return the sum of the images' losses before the step; cross-entropy in nats
   */
  public double train(float[] images, int[] labels, int from, int count, Sgd sgd) {
    float[] result = forward(images, count);
    double loss = objective.gradient(result, count, labels, from);
    backward(result, count);
    vectors.step(sgd);
    return loss;
  }

  /**
   * As {@link #train(float[], int[], int, int, Sgd)}, with targets such as soft labels.
   *
   * @param images (count, C, H, W)
   * @param targets (any, classes), of the images from row {@code from}
   * @param count images in the batch, at least 1
   * @return the sum of the images' losses before the step; cross-entropy in nats
   */
  public double train(float[] images, float[] targets, int from, int count, Sgd sgd) {
    float[] result = forward(images, count);
    double loss = objective.gradient(result, count, targets, from);
    backward(result, count);
    vectors.step(sgd);
    return loss;
  }

  /**
   * One step of training by the configuration's own updaters, schedules, penalties and gradient
   * limits, as DL4J takes it.
   *
   * @param images (count, C, H, W)
   * @param labels classes of the images, from index {@code from}
   * @param count images in the batch, at least 1
   * @return the sum of the images' losses before the step, penalties left out
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if an updater is unknown
   */
  public double train(float[] images, int[] labels, int from, int count) {
    Optimizer own = optimizer();
    float[] result = forward(images, count);
    double loss = objective.gradient(result, count, labels, from);
    backward(result, count);
    own.step(vectors.weights(), vectors.gradients(), iteration++, epoch);
    return loss;
  }

  /**
   * As {@link #train(float[], int[], int, int)}, with targets such as soft labels.
   *
   * @param targets (any, classes), of the images from row {@code from}
   */
  public double train(float[] images, float[] targets, int from, int count) {
    Optimizer own = optimizer();
    float[] result = forward(images, count);
    double loss = objective.gradient(result, count, targets, from);
    backward(result, count);
    own.step(vectors.weights(), vectors.gradients(), iteration++, epoch);
    return loss;
  }

  /**
   * Checks that {@link #train(float[], int[], int, int)} can train the configuration, before it
   * does.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if an updater is unknown
   */
  public void requireKnownUpdaters() {
    optimizer();
  }

  /** Tells schedules of the configuration that count epochs that one has ended. */
  public void endEpoch() {
    epoch++;
  }

  private Optimizer optimizer() {
    if (optimizer == null) {
      optimizer = new Optimizer(definition, program, start);
    }
    return optimizer;
  }

  /** The last step's values (count, classes). */
  private float[] forward(float[] images, int count) {
    float[] result = logits(count);
    executable(Pass.TRAIN, count).forward(images, 0, result, 0);
    return result;
  }

  /** The weights' gradients, from that of the last step's values; the weights will change. */
  private void backward(float[] gradient, int count) {
    executable(Pass.TRAIN, count).backward(gradient, 0);
    vectors.changed();
  }

  /**
   * The way to train and score with all that it needs on the back end's device, by {@link Sgd};
   * empty where the back end computes from arrays alone.
   */
  public Optional<ResidentTraining> resident() {
    return resident;
  }

  /**
   * Predictions, by the running statistics; class probabilities after softmax.
   *
   * @param images (count, C, H, W)
   * @param into receives (count, classes)
   */
  public void infer(float[] images, int count, float[] into) {
    executable(Pass.INFER, count).forward(images, 0, into, 0);
    objective.predict(into, count);
  }

  /**
   * Adds the statistics of a batch to an estimate. The network runs forward by the batch's own
   * statistics and without dropout; nothing of it changes.
   *
   * @param images (count, C, H, W)
   * @param count images in the batch, at least 1
   * @param into an estimate for this network's {@link #program}
   */
  public void measureStatistics(float[] images, int count, RunningStatistics into) {
    float[] weights = vectors.weights();
    float[] kept = Arrays.copyOfRange(weights, program.trainable(), weights.length);
    executable(Pass.STATISTICS, count).forward(images, 0, logits(count), 0);
    into.add(weights, count);
    System.arraycopy(kept, 0, weights, program.trainable(), kept.length);
  }

  /**
   * Takes estimated statistics for the running ones.
   *
   * @param estimate of at least one batch, for this network's {@link #program}
   */
  public void takeStatistics(RunningStatistics estimate) {
    estimate.writeTo(vectors.weights());
    vectors.changed();
  }

  /**
   * Embeddings, by the batch's own statistics.
   *
   * @param images (count, C, H, W) from {@code offset}
   * @param into receives (count, {@link #embeddingSize}) from {@code intoOffset}
   * @throws IllegalStateException if several values enter the last operation
   */
  public void embed(float[] images, int offset, int count, float[] into, int intoOffset) {
    program.requireEmbedding();
    executable(Pass.EMBED, count).forward(images, offset, into, intoOffset);
  }

  /**
   * As {@link #embed}, remembering what {@link #pixelGradient} needs.
   *
   * @throws IllegalStateException if several values enter the last operation
   */
  public void embedForGradient(
      float[] images, int offset, int count, float[] into, int intoOffset) {
    program.requireEmbedding();
    executable(Pass.EMBED_AND_PIXEL_GRADIENT, count).forward(images, offset, into, intoOffset);
  }

  /**
   * The gradient of a loss with respect to the images of the last {@link #embedForGradient} of the
   * same count.
   *
   * @param gradient of the loss with respect to the embeddings, from {@code offset}
   * @param into receives (count, C, H, W) from {@code intoOffset}
   */
  public void pixelGradient(float[] gradient, int offset, int count, float[] into, int intoOffset) {
    Executable executable = executables.used(Pass.EMBED_AND_PIXEL_GRADIENT, count);
    if (executable == null) {
      throw new IllegalStateException(
          "embedForGradient must come first, with the same " + count + " images");
    }
    threads.use();
    executable.backward(gradient, offset);
    executable.pixelGradient(into, intoOffset);
  }

  /**
   * The gradient of the mean loss with respect to the trained values, by the batch's own statistics
   * and without dropout; nothing of this network changes.
   *
   * @param images (count, C, H, W)
   * @param labels classes of the images
   * @param count images in the batch, at least 1
   * @param into receives {@link #parameters} values
   * @return the sum of the images' losses; cross-entropy in nats
   */
  public double weightGradient(float[] images, int[] labels, int count, float[] into) {
    double loss =
        lossAndBackward(executable(Pass.WEIGHT_GRADIENT, count), images, labels, 0, count);
    System.arraycopy(vectors.gradients(), 0, into, 0, program.trainable());
    return loss;
  }

  /**
   * The gradient of the mean loss with respect to the pixels, by the batch's own statistics and
   * without dropout; nothing of this network changes.
   *
   * @param images (count, C, H, W)
   * @param labels classes of the images
   * @param count images in the batch, at least 1
   * @param into receives (count, C, H, W)
   * @return the sum of the images' losses; cross-entropy in nats
   */
  public double lossPixelGradient(float[] images, int[] labels, int count, float[] into) {
    return lossPixelGradient(images, labels, 0, count, into);
  }

  /**
   * As {@link #lossPixelGradient(float[], int[], int, float[])}, of images and labels from index
   * {@code from}.
   *
   * @param images (any, C, H, W)
   * @param into receives (count, C, H, W), from its first value on
   */
  public double lossPixelGradient(float[] images, int[] labels, int from, int count, float[] into) {
    Executable executable = executable(Pass.PIXEL_GRADIENT, count);
    double loss = lossAndBackward(executable, images, labels, from, count);
    executable.pixelGradient(into, 0);
    return loss;
  }

  private double lossAndBackward(
      Executable executable, float[] images, int[] labels, int from, int count) {
    float[] result = logits(count);
    executable.forward(images, from * program.input().size(), result, 0);
    double loss = objective.gradient(result, count, labels, from);
    executable.backward(result, 0);
    return loss;
  }

  /**
   * The gradient of the sum of all images' outputs with respect to the pixels, by the batch's own
   * statistics and without dropout; nothing of this network changes. Outputs are what the last
   * layer gives before softmax.
   *
   * @param images (count, C, H, W)
   * @param count images in the batch, at least 1
   * @param into receives (count, C, H, W)
   */
  public void outputPixelGradient(float[] images, int count, float[] into) {
    Executable executable = executable(Pass.PIXEL_GRADIENT, count);
    float[] result = logits(count);
    executable.forward(images, 0, result, 0);
    Arrays.fill(result, 0, count * classes, 1);
    executable.backward(result, 0);
    executable.pixelGradient(into, 0);
  }

  /**
   * Runs forward by the batch's own statistics and without dropout, and tells what each ReLU before
   * the last layer gives, leaky and clipped ones included; nothing of this network changes. A value
   * is positive where the ReLU's input is.
   *
   * @param images (count, C, H, W)
   * @param count images in the batch, at least 1
   * @param hears (count, values of one image) of one ReLU after another; the values of an image
   *     come in an order that depends on the back end
   */
  public void rectify(float[] images, int count, Consumer<float[]> hears) {
    Executable executable = executable(Pass.EMBED, count);
    executable.forward(images, 0, new float[count * sizeBeforeLast()], 0);
    List<ImageShape> shapes = program.shapes();
    for (int step = 0; step < program.embedding(); step++) {
      if (program.instructions().get(step).operation() instanceof Operation.Activation activation
          && activation.rectifies()) {
        float[] values = new float[count * shapes.get(step + 1).size()];
        executable.activation(step, values);
        hears.accept(values);
      }
    }
  }

  /**
   * Lets {@link #lossPixelGradient} of as many images take ReLUs' slopes from these images and the
   * weights of now.
   */
  void holdGates(float[] images, int count) {
    Executable executable = executable(Pass.PIXEL_GRADIENT, count);
    executable.forward(images, 0, logits(count), 0);
    executable.holdGates(true);
  }

  /** Ends what {@link #holdGates} began. */
  void releaseGates(int count) {
    executable(Pass.PIXEL_GRADIENT, count).holdGates(false);
  }

  private float[] logits(int count) {
    if (logits.length < count * classes) {
      logits = new float[count * classes];
    }
    return logits;
  }

  /** The executable of a pass and batch size, with the weights of now. */
  private Executable executable(Pass pass, int count) {
    threads.use();
    return executables.get(pass, count);
  }

  @Override
  public void close() {
    executables.close();
    vectors.close();
  }
}
