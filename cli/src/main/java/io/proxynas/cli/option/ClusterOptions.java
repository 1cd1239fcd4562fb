package io.proxynas.cli.option;

import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.evaluate.ClusterProvider;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where candidates are trained, if not on this machine. */
public final class ClusterOptions {

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Train and score candidates on a Spark cluster, as in local-cluster[2,1,1024],"
              + " spark://HOST:7077, yarn or k8s://URL (default: on this machine).")
  private Optional<String> spark = Optional.empty();

  /**
   * The cluster, not yet connected to.
   *
   * @throws IllegalArgumentException if there is no such address, or Spark is missing
   */
  public Optional<Cluster> cluster() {
    return spark.map(master -> ClusterProvider.onClassPath().at(master));
  }
}
