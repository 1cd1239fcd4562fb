package io.proxynas.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.nas.evaluate.ClusterProvider;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkProviderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[2]",
        "local[*]",
        "local[2, 3]",
        "local-cluster[2,1,1024]",
        "spark://host:7077",
        "spark://a:7077,b:7077",
        "yarn",
        "k8s://https://host:6443"
      })
  void at_aMasterOfSpark_isFoundByServiceLoader(String master) {
    assertThat(ClusterProvider.onClassPath().at(master)).isEqualTo(new SparkCluster(master));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "locale[2]",
        "local[two]",
        "local[0]",
        "local-cluster[2,0,1024]",
        "local-cluster[2]",
        "spark://host",
        "mesos://h:1"
      })
  void at_anotherAddress_isRefused(String master) {
    assertThatThrownBy(() -> ClusterProvider.onClassPath().at(master))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the Spark master must be local[N], local-cluster[EXECUTORS,CORES,MIB],"
                + " spark://HOST:PORT, yarn or k8s://URL, but was \"%s\"",
            master);
  }

  @Test
  void at_withoutSpark_saysWhatToDo() throws Exception {
    try (URLClassLoader withoutSpark = new WithoutSpark()) {
      ClusterProvider provider =
          (ClusterProvider)
              withoutSpark.loadClass(SparkProvider.class.getName()).getConstructor().newInstance();
      assertThatThrownBy(() -> provider.at("yarn"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "--spark needs Spark's jars on the class path, but they are not there: set"
                  + " SPARK_HOME, or start by spark-submit (docs/spark.md)");
    }
  }

  /** Loads this module's classes anew and knows none of Spark. */
  private static final class WithoutSpark extends URLClassLoader {

    WithoutSpark() {
      super(
          new URL[] {SparkProvider.class.getProtectionDomain().getCodeSource().getLocation()},
          SparkProvider.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.apache.spark.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("io.proxynas.spark.")) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      return super.loadClass(name, resolve);
    }
  }
}
