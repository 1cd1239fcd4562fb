package io.proxynas.spark.internal.dispatch;

import io.proxynas.engine.Demand;
import io.proxynas.spark.internal.executor.ExecutorMemory;
import io.proxynas.spark.internal.executor.TimeLimit;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * The settings of a Spark application that trains candidates. What the user set, by {@code
 * spark-submit --conf} or as a system property, stays; the rest follows from the master and from
 * what a candidate costs.
 */
public final class SparkSettings {

  static final String TASK_CPUS = "spark.task.cpus";
  public static final String EXECUTOR_CORES = "spark.executor.cores";
  static final String OVERHEAD = "spark.executor.memoryOverhead";

  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String EXECUTOR_CLASS_PATH = "spark.executor.extraClassPath";
  private static final String NATIVES = "org.bytedeco.javacpp.cachedir";
  private static final Pattern LOCAL_THREADS = Pattern.compile("local\\[(\\d+|\\*).*]");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+)\\s*,\\s*\\d+\\s*]");

  private SparkSettings() {}

  /**
   * Completes the settings.
   *
   * @param user what the user set
   * @param master the cluster's address
   * @param largest what a candidate takes at most
   * @param jars what this process was started with, and executors need
   */
  public static SparkConf of(SparkConf user, String master, Demand largest, List<File> jars) {
    SparkConf conf = user.clone().setMaster(master).setIfMissing("spark.app.name", "nas-search");
    conf.remove("spark.default.parallelism"); // would hide how many cores there are
    conf.setIfMissing("spark.ui.enabled", "false"); // it listens on all addresses
    if (isOnThisMachine(master)) {
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    conf.setIfMissing(EXECUTOR_CORES, Integer.toString(executorCores(conf, master)));
    requireTaskCpus(conf);
    ExecutorMemory memory = ExecutorMemory.of(largest, conf.getInt(EXECUTOR_CORES, 1));
    conf.setIfMissing(OVERHEAD, (memory.overheadBytes() >> 20) + "m");
    executors(conf, isOnThisMachine(master));
    if (master.startsWith("local-cluster")) {
      String here = String.join(File.pathSeparator, jars.stream().map(File::getPath).toList());
      conf.setIfMissing(EXECUTOR_CLASS_PATH, here);
    } else if (!isOnThisMachine(master)) {
      conf.setIfMissing(
          "spark.jars",
          String.join(",", jars.stream().map(jar -> jar.toURI().toString()).toList()));
    }
    return conf;
  }

  /** One core a task slot unless the master says more: YARN and Kubernetes count so, too. */
  private static int executorCores(SparkConf conf, String master) {
    Matcher threads = LOCAL_THREADS.matcher(master);
    if (threads.matches()) {
      return threads.group(1).equals("*")
          ? Runtime.getRuntime().availableProcessors()
          : Integer.parseInt(threads.group(1));
    }
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    return cluster.matches() ? Integer.parseInt(cluster.group(1)) : conf.getInt(TASK_CPUS, 1);
  }

  private static void requireTaskCpus(SparkConf conf) {
    int cores = conf.getInt(EXECUTOR_CORES, 1);
    int cpus = conf.getInt(TASK_CPUS, 1);
    if (cpus < 1 || cpus > cores) {
      throw new IllegalArgumentException(
          "%s must be in [1, %d], the cores of an executor (%s), but was %d"
              .formatted(TASK_CPUS, cores, EXECUTOR_CORES, cpus));
    }
  }

  /** One OpenMP thread a candidate; natives unpacked where no other JVM writes; memory bounded. */
  private static void executors(SparkConf conf, boolean onThisMachine) {
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    // As in the launcher: glibc keeps the memory of large networks otherwise.
    conf.setIfMissing("spark.executorEnv.MALLOC_MMAP_THRESHOLD_", "4194304");
    long overhead = overheadBytes(conf);
    long heap = conf.getSizeAsBytes("spark.executor.memory", "1g");
    List<String> options =
        List.of(
            conf.get(EXECUTOR_OPTIONS, ""),
            // The driver's, whose jars are the same; elsewhere the executor's own folder.
            "-D" + NATIVES + "=" + (onThisMachine ? word(nativesOfThisMachine()) : "javacpp"),
            "-Dorg.bytedeco.javacpp.maxbytes=" + overhead,
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (heap + overhead),
            "-XX:-UsePerfData",
            // The JDK's Vector API, as in the launcher: other convolutions have other bits.
            "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+EnableVectorSupport",
            "--enable-native-access=ALL-UNNAMED");
    conf.set(EXECUTOR_OPTIONS, String.join(" ", options).strip());
  }

  private static String nativesOfThisMachine() {
    return System.getProperty(
        NATIVES, System.getProperty("user.home") + File.separator + ".javacpp/cache");
  }

  /** A text as one word of a command line that Spark splits as a shell does. */
  private static String word(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  public static long overheadBytes(SparkConf conf) {
    return conf.getSizeAsMb(OVERHEAD, "384m") << 20;
  }

  /** The most time for one candidate. */
  public static Duration candidateLimit(SparkConf conf) {
    return Duration.ofSeconds(conf.getTimeAsSeconds(TimeLimit.SETTING, "1h"));
  }

  /** Whether threads of the driver are the executor. */
  static boolean isInThisProcess(String master) {
    return master.startsWith("local") && !master.startsWith("local-cluster");
  }

  /** Whether driver and executors are on one machine. */
  static boolean isOnThisMachine(String master) {
    return master.startsWith("local");
  }
}
