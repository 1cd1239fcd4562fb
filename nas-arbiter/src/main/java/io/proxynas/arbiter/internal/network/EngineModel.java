package io.proxynas.arbiter.internal.network;

import io.proxynas.arbiter.data.ImageIterator;
import io.proxynas.engine.Network;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
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

  private final Network network;
  private final OnEngine host;
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
  EngineModel(Network network, OnEngine host, int iteration) {
    this.network = network;
    this.host = host;
    this.iteration = iteration;
    epoch = host.getEpochCount();
    network.load(host);
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
    host.getListeners().forEach(listener -> listener.onEpochStart(host));
    if (!iterator.hasNext() && iterator.resetSupported()) {
      iterator.reset();
    }
    boolean watched = !host.getListeners().isEmpty();
    while (iterator.hasNext()) {
      step(iterator.next(), watched);
    }
    network.copyTo(host);
    host.getListeners().forEach(listener -> listener.onEpochEnd(host));
    host.incrementEpochCount();
    catchUp();
  }

  /** One step, as DL4J's {@code fit} does it. */
  void fit(DataSet batch) {
    catchUp();
    step(batch, true);
  }

  /** DL4J's trainers count epochs themselves. */
  private void catchUp() {
    for (; epoch < host.getEpochCount(); epoch++) {
      network.endEpoch();
    }
  }

  private void step(DataSet batch, boolean watched) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the training was interrupted");
    }
    predicted = null;
    int count = batch.numExamples();
    double penalties = watched ? host.calcRegularizationScore(true) : 0;
    double loss = network.train(floats(batch.getFeatures()), floats(batch.getLabels()), 0, count);
    host.setScore(loss / count + penalties);
    if (watched) {
      network.copyTo(host);
      for (TrainingListener listener : host.getListeners()) {
        listener.iterationDone(host, iteration, epoch);
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
