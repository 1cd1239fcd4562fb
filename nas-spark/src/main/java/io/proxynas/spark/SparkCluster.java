package io.proxynas.spark;

import io.proxynas.engine.Demand;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.spark.internal.dispatch.SparkConnection;
import io.proxynas.spark.internal.dispatch.SparkSettings;
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
}
