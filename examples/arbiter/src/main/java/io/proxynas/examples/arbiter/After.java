package io.proxynas.examples.arbiter;

import io.proxynas.arbiter.ArbiterProxy;
import java.nio.file.Path;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;

/**
 * The search of {@link Before} on a proxy set, and whether the ranking held. Arguments are the
 * number of candidates, 30 without, and the folder of a report, if there shall be one.
 */
public final class After {

  private After() {}

  /** Runs the search. */
  public static void main(String[] arguments) throws Exception {
    int candidates = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    OptimizationConfiguration configuration = Before.configuration(candidates);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, "dm-ipc50");
    if (arguments.length > 1) {
      proxy = proxy.reportTo(Path.of(arguments[1]));
    }
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    runner.execute();
    System.out.printf(
        "best accuracy %.3f by candidate %d%n",
        runner.bestScore(), runner.bestScoreCandidateIndex());
    System.out.print(proxy.validate().text());
  }
}
