package io.proxynas.spark;

import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.evaluate.ClusterProvider;
import java.util.regex.Pattern;

/** Makes a {@link SparkCluster} where Spark is on the class path; refers to none of its classes. */
public final class SparkProvider implements ClusterProvider {

  private static final Pattern MASTER =
      Pattern.compile(
          "local(\\[(N|\\*)(\\s*,\\s*N)?])?|local-cluster\\[\\s*N\\s*,\\s*N\\s*,\\s*N\\s*]"
                  .replace("N", "[1-9]\\d*")
              + "|yarn|spark://.+:\\d+.*|k8s://.+");

  /** For ServiceLoader. */
  public SparkProvider() {}

  @Override
  public Cluster at(String master) {
    if (!MASTER.matcher(master).matches()) {
      throw new IllegalArgumentException(
          "the Spark master must be local[N], local-cluster[EXECUTORS,CORES,MIB], spark://HOST:PORT,"
              + " yarn or k8s://URL, but was \""
              + master
              + "\"");
    }
    try {
      Class.forName("org.apache.spark.SparkContext", false, getClass().getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "--spark needs Spark's jars on the class path, but they are not there: set SPARK_HOME, or"
              + " start by spark-submit (docs/spark.md)",
          e);
    }
    return new SparkCluster(master);
  }
}
