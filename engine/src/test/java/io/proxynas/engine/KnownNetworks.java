package io.proxynas.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.IActivation;

/**
 * The networks that the engine's own tests hold against DL4J, for those who treat every layer: a
 * layer that the engine learns has its test there.
 */
public final class KnownNetworks {

  private KnownNetworks() {}

  /** Networks by their names, not yet compiled, with weights as DL4J draws them. */
  public static Map<String, Supplier<Network>> all() {
    Map<String, Supplier<Network>> all = new LinkedHashMap<>();
    for (String name : LayerOracleTest.names()) {
      all.put(
          name, () -> Network.compile(LayerOracleTest.configuration(name), LayerOracleTest.SHAPE));
    }
    for (IActivation function : LayerOracleTest.functionsWithoutOracle()) {
      all.put(
          function.toString(),
          () -> Network.compile(LayerOracleTest.configuration(function), LayerOracleTest.SHAPE));
    }
    all.put(
        "images out of vectors",
        () -> Network.compile(LayerOracleTest.imagesOutOfVectors(), LayerOracleTest.SHAPE));
    all.put(
        "preprocessors in turn",
        () -> Network.compile(LayerOracleTest.preprocessorsInTurn(), LayerOracleTest.SHAPE));
    for (String name : GraphOracleTest.names()) {
      all.put(
          name, () -> Network.compile(GraphOracleTest.configuration(name), GraphOracleTest.SHAPE));
    }
    for (BroadcastOracleTest.Joint joint : BroadcastOracleTest.all()) {
      all.put(
          joint.toString(),
          () ->
              Network.compile(BroadcastOracleTest.configuration(joint), BroadcastOracleTest.SHAPE));
    }
    all.replaceAll((name, network) -> () -> initialized(network.get()));
    return all;
  }

  private static Network initialized(Network network) {
    network.initializeAsDl4j();
    return network;
  }
}
