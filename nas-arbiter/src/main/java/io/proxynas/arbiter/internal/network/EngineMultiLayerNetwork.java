package io.proxynas.arbiter.internal.network;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * DL4J's network with the engine below {@code fit} and {@code doEvaluation}, so that DL4J's early
 * stopping, Arbiter's score functions and everybody's listeners work on it. Copies ({@code clone})
 * are plain DL4J networks.
 */
@SuppressWarnings("overrides") // DL4J declares one method twice, with and without varargs
public final class EngineMultiLayerNetwork extends MultiLayerNetwork implements OnEngine {

  private static final long serialVersionUID = 1;

  private final transient EngineModel engine;

  /**
   * Goes on where a network stands, on its own arrays.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a part
   */
  EngineMultiLayerNetwork(MultiLayerNetwork of, ImageShape shape) {
    super(of.getLayerWiseConfigurations());
    Network network = Network.compile(of.getLayerWiseConfigurations(), shape);
    init(of.params(), false);
    setListeners(of.getListeners());
    engine = new EngineModel(network, this, of.getIterationCount());
  }

  @Override
  public EngineModel engine() {
    return engine;
  }

  @Override
  public void fit(DataSet batch) {
    engine.fit(batch);
  }

  @Override
  public void fit(DataSetIterator iterator) {
    engine.fit(iterator);
  }

  /** A plain DL4J network. DL4J's saver of early stopping looks for this method here. */
  @Override
  public MultiLayerNetwork clone() {
    return super.clone();
  }

  @Override
  @SafeVarargs
  @SuppressWarnings({"rawtypes", "varargs"}) // as DL4J declares it
  public final <T extends IEvaluation> T[] doEvaluation(
      DataSetIterator iterator, T... evaluations) {
    engine.evaluate(iterator, evaluations);
    return evaluations;
  }
}
