package io.proxynas.spark.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Demand;
import io.proxynas.spark.internal.executor.ExecutorMemory;
import io.proxynas.spark.internal.executor.TimeLimit;
import java.io.File;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class SparkSettingsTest {

  private static final long MIB = 1 << 20;
  private static final Demand LARGEST = new Demand(1, 1, 400 * MIB);
  private static final List<File> JARS = List.of(new File("/opt/a.jar"), new File("/opt/b.jar"));

  private static SparkConf settings(String master, String... user) {
    SparkConf conf = new SparkConf(false);
    for (int i = 0; i < user.length; i += 2) {
      conf.set(user[i], user[i + 1]);
    }
    return SparkSettings.of(conf, master, LARGEST, JARS);
  }

  @Test
  void of_aCluster_givesEachSlotTheMemoryOfTheLargestCandidate() {
    // 512 MiB for the JVM and 400 MiB / 0.8 a core, up to the next 64 MiB
    assertThat(settings("yarn").get("spark.executor.memoryOverhead")).isEqualTo("1024m");
    assertThat(settings("yarn", "spark.executor.cores", "4").get("spark.executor.memoryOverhead"))
        .isEqualTo("2560m");
    assertThat(settings("local-cluster[2,3,1024]").get("spark.executor.memoryOverhead"))
        .isEqualTo("2048m");
  }

  @Test
  void of_whatTheUserSet_staysAndBoundsTheRest() {
    SparkConf conf =
        settings(
            "spark://host:7077",
            "spark.executor.memoryOverhead",
            "3g",
            "spark.executor.memory",
            "2g",
            "spark.executor.extraJavaOptions",
            "-Duser=1",
            "spark.executorEnv.OMP_NUM_THREADS",
            "2");
    assertThat(conf.get("spark.executor.memoryOverhead")).isEqualTo("3g");
    assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("2");
    assertThat(conf.get("spark.executor.extraJavaOptions"))
        .startsWith("-Duser=1 ")
        .contains("-Dorg.bytedeco.javacpp.cachedir=javacpp ")
        .contains("javacpp.maxbytes=" + 3072 * MIB)
        .contains("javacpp.maxphysicalbytes=" + 5120 * MIB);
  }

  @Test
  void of_anyMaster_setsOneOpenMpThreadAndOneCoreASlot() {
    SparkConf conf = settings("k8s://https://host:6443", "spark.task.cpus", "2");
    assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("1");
    assertThat(conf.get("spark.executor.cores")).isEqualTo("2");
    assertThat(settings("local[3]").get("spark.executor.cores")).isEqualTo("3");
  }

  @Test
  void of_executorsElsewhere_sendsTheJars() {
    assertThat(settings("yarn").get("spark.jars")).isEqualTo("file:/opt/a.jar,file:/opt/b.jar");
    assertThat(settings("yarn", "spark.jars", "hdfs:/x.jar").get("spark.jars"))
        .isEqualTo("hdfs:/x.jar");
  }

  @Test
  void of_executorsOnThisMachine_usesTheJarsInPlaceAndTheLoopback() {
    SparkConf conf = settings("local-cluster[2,1,1024]");
    assertThat(conf.contains("spark.jars")).isFalse();
    assertThat(conf.get("spark.executor.extraClassPath"))
        .isEqualTo("/opt/a.jar" + File.pathSeparator + "/opt/b.jar");
    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
  }

  @Test
  void of_cacheFolderWithABlankAQuoteAndABackslash_isOneWordOfTheExecutorsCommand() {
    String property = "org.bytedeco.javacpp.cachedir";
    String folder = "/home/Ann O'Neil \"x\"/a\\b";
    String before = System.getProperty(property);
    System.setProperty(property, folder);
    try {
      SparkConf conf =
          settings("local-cluster[2,1,1024]", "spark.executor.extraJavaOptions", "-Duser='1 2'");

      assertThat(
              CollectionConverters.asJava(
                  Utils.splitCommandString(conf.get("spark.executor.extraJavaOptions"))))
          .startsWith("-Duser=1 2", "-D" + property + "=" + folder)
          .contains("-XX:-UsePerfData");
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }

  @Test
  void of_moreCpusATaskThanAnExecutorHas_isRefused() {
    assertThatThrownBy(() -> settings("yarn", "spark.executor.cores", "2", "spark.task.cpus", "3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "spark.task.cpus must be in [1, 2], the cores of an executor (spark.executor.cores),"
                + " but was 3");
  }

  @Test
  void connection_thatDoesNotStart_saysWhereAndWhy() {
    assertThatThrownBy(() -> new SparkConnection(settings("k8s://nowhere"), warning -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageEndingWith(
            "the Spark cluster k8s://nowhere must start a program, but did not: Could not parse"
                + " Master URL: 'k8s://nowhere'");
  }

  @Test
  void candidateLimit_isAnHourUnlessSet() {
    assertThat(SparkSettings.candidateLimit(settings("yarn"))).isEqualTo(Duration.ofHours(1));
    assertThat(SparkSettings.candidateLimit(settings("yarn", TimeLimit.SETTING, "10m")))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void limit_ofAnExecutor_leavesTheJvmItsPart() {
    assertThat(new ExecutorMemory(1024 * MIB, 2).limit().outside().bytes()).isEqualTo(512 * MIB);
    assertThat(new ExecutorMemory(384 * MIB, 2).limit().outside().bytes()).isZero();
  }
}
