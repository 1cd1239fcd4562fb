package io.proxynas.examples.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.arbiter.ArbiterProxy;
import io.proxynas.arbiter.EpochRule;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.junit.jupiter.api.Test;

class ExampleTest {

  /** The program's own runner and configuration, at a small size. */
  @Test
  void search_runsUnchangedOnAProxySet() {
    OptimizationConfiguration configuration = Before.configuration(3);
    configuration.setDataSourceProperties(new Properties());
    ArbiterProxy proxy =
        ArbiterProxy.builder("random-ipc10").epochs(EpochRule.fixed(5)).accelerate(configuration);
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    runner.execute();
    assertThat(runner.numCandidatesCompleted()).isEqualTo(3);
    assertThat(runner.bestScore()).isGreaterThan(0.2);
    assertThat(proxy.data().train().size()).isEqualTo(100);
    assertThat(proxy.data().runs().outcomes()).hasSize(3);
  }
}
