package io.proxynas.nas.evaluate;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Makes a cluster of its address. Found by {@link ServiceLoader}, so that what trains on clusters
 * is there only where its module is.
 */
public interface ClusterProvider {

  /**
   * The cluster of an address, not yet connected to.
   *
   * @param master the address, as Spark writes it
   * @throws IllegalArgumentException if there is no such address, or a library is missing
   */
  Cluster at(String master);

  /**
   * The provider on the class path.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ClusterProvider onClassPath() {
    try {
      return ServiceLoader.load(ClusterProvider.class)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(missing("there is none")));
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(missing(e.getMessage()), e);
    }
  }

  private static String missing(String what) {
    return "a cluster needs the jar of nas-spark on the class path, but %s: see docs/spark.md"
        .formatted(what);
  }
}
