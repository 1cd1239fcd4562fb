package io.proxynas.examples.arbiter;

import io.proxynas.arbiter.ArbiterProxy;
import io.proxynas.arbiter.data.Learning;
import io.proxynas.arbiter.internal.task.EngineTaskCreator;
import io.proxynas.engine.Seed;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.task.MultiLayerNetworkTaskCreator;

/**
 * The same random search in four ways, the same candidates in each: {@code Comparison OUT
 * [CANDIDATES]}. Each row is a file in OUT when it is finished, and is not run again; times belong
 * to a machine that does nothing else. What the candidates are worth is their accuracy on the test
 * set after training on all training images by DL4J, as the first row finds it.
 */
public final class Comparison {

  private static final String PROXY = "dm-ipc50";

  private enum Row {
    STOCK("Arbiter as it is"),
    NO_SLEEP("Arbiter without its pause"),
    FULL_ENGINE("full data, engine"),
    PROXY_DL4J("proxy set, DL4J's fit"),
    PROXY_ENGINE("proxy set, engine");

    private final String description;

    Row(String description) {
      this.description = description;
    }

    /** Runs it; the seconds of making the proxy set do not count. */
    private LocalOptimizationRunner runner(OptimizationConfiguration configuration) {
      return switch (this) {
        case STOCK -> by(configuration, new MultiLayerNetworkTaskCreator());
        case NO_SLEEP -> by(configuration, new EngineTaskCreator(Learning.DL4J, null, null));
        case FULL_ENGINE -> by(configuration, new EngineTaskCreator());
        case PROXY_DL4J, PROXY_ENGINE -> {
          ArbiterProxy.builder(PROXY).engine(this == PROXY_ENGINE).accelerate(configuration);
          yield new LocalOptimizationRunner(configuration);
        }
      };
    }

    private static LocalOptimizationRunner by(
        OptimizationConfiguration configuration, TaskCreator creator) {
      return new LocalOptimizationRunner(configuration, creator);
    }
  }

  private Comparison() {}

  /** Runs the rows that are not there yet, and prints the table. */
  public static void main(String[] arguments) throws IOException {
    Path out = Path.of(arguments.length > 0 ? arguments[0] : "comparison");
    int candidates = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    Files.createDirectories(out);
    for (Row row : Row.values()) {
      Path file =
          out.resolve(row.name().toLowerCase(Locale.ROOT) + "-" + candidates + ".properties");
      if (!Files.exists(file)) {
        System.err.println(row.description + "…");
        measure(row, candidates, file);
      }
    }
    print(out, candidates);
  }

  private static void measure(Row row, int candidates, Path file) throws IOException {
    warmUp();
    LocalOptimizationRunner runner = row.runner(Before.configuration(candidates));
    long start = System.nanoTime();
    runner.execute();
    double seconds = (System.nanoTime() - start) / 1e9;
    Properties result = new Properties();
    result.setProperty("seconds", Double.toString(seconds));
    result.setProperty("machine", Machine.current().toString());
    for (CandidateInfo info : runner.getCandidateStatus()) {
      if (info.getScore() != null) {
        result.setProperty("score." + info.getIndex(), info.getScore().toString());
      }
    }
    StringBuilder text = new StringBuilder();
    result.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> text.append(name + "=" + result.getProperty(name) + "\n"));
    AtomicFile.write(file, text.toString());
  }

  /** Native libraries are loaded and Java has compiled what a candidate needs. */
  private static void warmUp() {
    OptimizationConfiguration configuration = Before.configuration(1);
    ArbiterProxy.builder("random-ipc10").engine(false).accelerate(configuration);
    new LocalOptimizationRunner(configuration).execute();
  }

  private static void print(Path out, int candidates) throws IOException {
    double[] truth = scores(read(out, Row.STOCK, candidates), candidates);
    double stock = seconds(out, Row.STOCK, candidates);
    double equal = seconds(out, Row.NO_SLEEP, candidates);
    System.out.printf(
        "%s%n%d candidates, proxy set %s, scores of full data by DL4J on the test set%n%n",
        Machine.current(), candidates, PROXY);
    System.out.printf(
        "%-28s %8s %10s %12s %10s  %s%n",
        "", "seconds", "against", "at equal", "accuracy", "Spearman ρ with the");
    System.out.printf(
        "%-28s %8s %10s %12s %10s  %s%n",
        "", "a cand.", "stock", "overhead", "of choice", "scores of full data");
    for (Row row : Row.values()) {
      double[] scores = scores(read(out, row, candidates), candidates);
      double seconds = seconds(out, row, candidates);
      System.out.printf(
          Locale.ROOT,
          "%-28s %8.2f %9.1fx %11.1fx %8.1f %%  %s%n",
          row.description,
          seconds / candidates,
          stock / seconds,
          equal / seconds,
          100 * truth[best(scores)],
          correlation(scores, truth));
    }
    System.out.printf(
        Locale.ROOT, "%nbest of all on full data %.1f %%%n", 100 * truth[best(truth)]);
  }

  private static String correlation(double[] scores, double[] truth) {
    Interval interval =
        Bootstrap.DEFAULT.interval(SpearmanCorrelation::of, scores, truth, new Seed(1).generator());
    return String.format(
        Locale.ROOT, "%.2f [%.2f, %.2f]", interval.value(), interval.low(), interval.high());
  }

  private static int best(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .max(Comparator.comparingDouble(i -> scores[i]))
        .orElseThrow();
  }

  /** Failed candidates are worth nothing. */
  private static double[] scores(Properties row, int candidates) {
    return IntStream.range(0, candidates)
        .mapToDouble(i -> Double.parseDouble(row.getProperty("score." + i, "0")))
        .toArray();
  }

  private static double seconds(Path out, Row row, int candidates) throws IOException {
    return Double.parseDouble(read(out, row, candidates).getProperty("seconds"));
  }

  private static Properties read(Path out, Row row, int candidates) throws IOException {
    Properties properties = new Properties();
    Path file = out.resolve(row.name().toLowerCase(Locale.ROOT) + "-" + candidates + ".properties");
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
