package io.proxynas.spark;

import io.proxynas.engine.Demand;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.spark.internal.dispatch.SparkConnection;
import io.proxynas.spark.internal.dispatch.SparkSettings;
import io.proxynas.spark.internal.executor.BroadcastImages;
import io.proxynas.train.data.LabelledImages;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;

/**
 * A Spark cluster.
 *
 * @param master its address
 */
record SparkCluster(String master) implements Cluster {

  @Override
  public Workplace connect(Demand largest, Consumer<String> warns) throws InterruptedException {
    SparkConf conf =
        SparkSettings.of(new SparkConf(), master, largest, ProcessClassPath.withoutSpark());
    return new SparkWorkplace(new SparkConnection(conf, warns));
  }

  @Override
  public void require(SearchSpace space, Optional<LabelledImages> images) {
    SparkWorkplace.requireSerializable(space);
    images.ifPresent(BroadcastImages::requireFit);
  }
}
