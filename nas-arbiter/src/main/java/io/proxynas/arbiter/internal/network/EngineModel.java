package io.proxynas.arbiter.internal.network;

import io.proxynas.arbiter.data.ImageIterator;
import io.proxynas.engine.Network;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The engine's part in a DL4J network that trains and evaluates by it. DL4J's own arrays follow
 * after each pass, and after each step where somebody may look.
 */
final class EngineModel implements AutoCloseable {

  /** What DL4J's two kinds of network have in common, but not as an interface. */
  interface Host {

    /** The DL4J network. */
    Model model();

    /** Its listeners. */
    Iterable<TrainingListener> listeners();

    /** Epochs that DL4J counts. */
    int epochs();

    /** DL4J's penalties for the weights as they are. */
    double penalties();

    /** Sets the loss of the last batch. */
    void score(double value);

    /** Counts an epoch. */
    void endEpoch();
  }

  private final Network network;
  private final Host host;
  private int iteration;
  private int epoch;
  private List<INDArray> predictions = List.of();
  private @Nullable LabelledImages predicted;

  /**
   * Takes a network over.
   *
   * @param network of the host's configuration; owned
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know an
   *     updater
   */
  EngineModel(Network network, Host host, int iteration) {
    this.network = network;
    this.host = host;
    this.iteration = iteration;
    epoch = host.epochs();
    network.load(host.model());
    network.requireKnownUpdaters();
  }

  /** The number of trained values. */
  long parameters() {
    return network.parameters();
  }

  /** Floating-point operations of one image's forward pass. */
  long flops() {
    return network.flops();
  }

  /** One pass, as DL4J's {@code fit} does it. */
  void fit(DataSetIterator iterator) {
    host.listeners().forEach(listener -> listener.onEpochStart(host.model()));
    if (!iterator.hasNext() && iterator.resetSupported()) {
      iterator.reset();
    }
    boolean watched = host.listeners().iterator().hasNext();
    while (iterator.hasNext()) {
      step(iterator.next(), watched);
    }
    network.copyTo(host.model());
    host.listeners().forEach(listener -> listener.onEpochEnd(host.model()));
    host.endEpoch();
    catchUp();
  }

  /** One step, as DL4J's {@code fit} does it. */
  void fit(DataSet batch) {
    catchUp();
    step(batch, true);
  }

  /** DL4J's trainers count epochs themselves. */
  private void catchUp() {
    for (; epoch < host.epochs(); epoch++) {
      network.endEpoch();
    }
  }

  private void step(DataSet batch, boolean watched) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the training was interrupted");
    }
    predicted = null;
    int count = batch.numExamples();
    double penalties = watched ? host.penalties() : 0;
    double loss = network.train(floats(batch.getFeatures()), floats(batch.getLabels()), 0, count);
    host.score(loss / count + penalties);
    if (watched) {
      network.copyTo(host.model());
      for (TrainingListener listener : host.listeners()) {
        listener.iterationDone(host.model(), iteration, epoch);
      }
    }
    iteration++;
  }

  private static float[] floats(INDArray array) {
    return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
  }

  /** As DL4J's {@code doEvaluation}. What came of the same images last time is used again. */
  @SuppressWarnings("rawtypes") // as DL4J declares it
  void evaluate(DataSetIterator iterator, IEvaluation... evaluations) {
    if (!iterator.hasNext() && iterator.resetSupported()) {
      iterator.reset();
    }
    boolean known = iterator instanceof ImageIterator i && i.images() == predicted;
    List<INDArray> results = known ? predictions : new ArrayList<>();
    for (int at = 0; iterator.hasNext(); at++) {
      DataSet batch = iterator.next();
      if (!known) {
        results.add(predict(batch));
      }
      for (IEvaluation evaluation : evaluations) {
        evaluation.eval(batch.getLabels(), results.get(at), batch.getLabelsMaskArray());
      }
    }
    predictions = results;
    predicted = iterator instanceof ImageIterator i ? i.images() : null;
  }

  private INDArray predict(DataSet batch) {
    int count = batch.numExamples();
    float[] values = new float[count * network.classes()];
    network.infer(floats(batch.getFeatures()), count, values);
    return Nd4j.create(values, new long[] {count, network.classes()}, 'c');
  }

  @Override
  public void close() {
    network.close();
  }
}
