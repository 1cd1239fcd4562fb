package io.proxynas.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.data.ProxyDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;
import org.junit.jupiter.api.Test;

/** Searches on the same data in one process, each with outcomes of its own. */
class SeveralSearchesTest {

  private static final String PROXY = "random-ipc8";

  private static OptimizationConfiguration chains(int candidates) {
    return Searches.random(Searches.chain().build(), candidates);
  }

  private static double run(OptimizationConfiguration configuration) {
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    runner.execute();
    return runner.bestScore();
  }

  private static int outcomes(ProxyData data) {
    return data.runs().outcomes().size();
  }

  /** As a process reads it that has prepared no such data. */
  private static OptimizationConfiguration inAnotherProcess(String json) {
    OptimizationConfiguration copy = OptimizationConfiguration.fromJson(json);
    copy.getDataSourceProperties().setProperty("proxynas.id", "of another process");
    copy.getCandidateGenerator().setRngSeed(7); // the generator's state is not in the JSON
    return copy;
  }

  @Test
  void validate_twoSearchesOnTheSameData_eachReportsItsOwn() throws Exception {
    OptimizationConfiguration chains = chains(2);
    OptimizationConfiguration graphs = Searches.random(Searches.graph().build(), 3);
    ArbiterProxy ofChains = ArbiterProxy.accelerate(chains, PROXY);
    ArbiterProxy ofGraphs = ArbiterProxy.accelerate(graphs, PROXY);
    run(chains);
    assertThat(outcomes(ofChains.data())).isEqualTo(2);
    assertThat(outcomes(ofGraphs.data())).isZero();
    run(graphs);

    ProxyEvidence first = ofChains.validate(1);
    ProxyEvidence second = ofGraphs.validate(1);

    assertThat(first.ranking().trained()).hasSize(2);
    assertThat(first.report().search().space()).isEqualTo("MultiLayerSpace");
    assertThat(second.ranking().trained()).hasSize(3);
    assertThat(second.report().search().space()).isEqualTo("ComputationGraphSpace");
  }

  @Test
  void accelerate_twice_findsTheSame() {
    OptimizationConfiguration one = chains(1);
    OptimizationConfiguration other = chains(1);
    ArbiterProxy.accelerate(one, PROXY);
    ArbiterProxy.accelerate(other, PROXY);

    assertThat(run(one)).isEqualTo(run(other));
  }

  @Test
  void accelerate_sixSearches_eachHasItsOwnOutcomes() {
    List<OptimizationConfiguration> searches = new ArrayList<>();
    List<ArbiterProxy> proxies = new ArrayList<>();
    for (int seed = 1; seed <= 6; seed++) {
      searches.add(chains(1));
      proxies.add(
          ArbiterProxy.builder(PROXY).seed(seed).accelerate(searches.get(searches.size() - 1)));
    }

    searches.forEach(SeveralSearchesTest::run);

    assertThat(proxies).allSatisfy(proxy -> assertThat(outcomes(proxy.data())).isEqualTo(1));
  }

  @Test
  void accelerate_proxyThatNobodyKeeps_leavesTheDataToTheConfiguration() {
    OptimizationConfiguration configuration = chains(1);
    ArbiterProxy.accelerate(configuration, PROXY);
    System.gc();
    run(configuration);
    System.gc();

    assertThat(outcomes(ArbiterProxy.of(configuration).data())).isEqualTo(1);
  }

  @Test
  void of_copyInTheSameProcess_hasTheOutcomesOfItsOriginal() {
    OptimizationConfiguration configuration = chains(1);
    configuration.setResultSaver(null); // Arbiter's own is no bean
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY);
    Properties properties = configuration.getDataSourceProperties();
    OptimizationConfiguration json = OptimizationConfiguration.fromJson(configuration.toJson());
    OptimizationConfiguration yaml = OptimizationConfiguration.fromYaml(configuration.toYaml());

    assertThat(json.getDataSourceProperties()).isEqualTo(properties);
    assertThat(yaml.getDataSourceProperties()).isEqualTo(properties);
    assertThat(ArbiterProxy.of(json).data()).isSameAs(proxy.data());
    assertThat(ArbiterProxy.of(yaml).data()).isSameAs(proxy.data());
  }

  @Test
  void of_copyInAnotherProcess_preparesTheSameDataFromItsProperties() {
    OptimizationConfiguration configuration = chains(2);
    configuration.setResultSaver(null);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY);
    OptimizationConfiguration copy = inAnotherProcess(configuration.toJson());

    ArbiterProxy ofCopy = ArbiterProxy.of(copy);

    assertThat(ofCopy.data()).isNotSameAs(proxy.data());
    assertThat(ofCopy.data().train().fingerprint()).isEqualTo(proxy.data().train().fingerprint());
    assertThat(run(copy)).isEqualTo(run(configuration));
    assertThat(outcomes(ofCopy.data())).isEqualTo(2);
    assertThat(outcomes(proxy.data())).isEqualTo(2);
  }

  @Test
  void run_copyThatNobodyTookUp_preparesItsDataOnce() {
    OptimizationConfiguration configuration = chains(3);
    configuration.setResultSaver(null);
    ArbiterProxy.accelerate(configuration, PROXY);
    OptimizationConfiguration copy = inAnotherProcess(configuration.toJson());
    LocalOptimizationRunner runner = new LocalOptimizationRunner(copy);
    runner.addListeners(
        new BaseStatusListener() {
          @Override
          public void onCandidateStatusChange(
              CandidateInfo info, IOptimizationRunner running, OptimizationResult result) {
            System.gc();
          }
        });

    runner.execute();

    assertThat(outcomes(ProxyDataSource.data(copy.getDataSourceProperties()))).isEqualTo(3);
    assertThat(runner.numCandidatesCompleted()).isEqualTo(3);
  }
}
