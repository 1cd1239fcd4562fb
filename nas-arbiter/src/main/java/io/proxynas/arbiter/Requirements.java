package io.proxynas.arbiter;

import io.proxynas.arbiter.data.ProxyDataProvider;
import io.proxynas.arbiter.data.ProxyDataSource;
import java.util.Map;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.BaseCandidateGenerator;
import org.deeplearning4j.arbiter.scoring.impl.RegressionScoreFunction;
import org.deeplearning4j.arbiter.scoring.impl.TestSetRegressionScoreFunction;

/** What a search must be like to run on a proxy set, as far as its configuration tells. */
final class Requirements {

  private Requirements() {}

  /**
   * The space of a configuration that can be accelerated.
   *
   * @throws IllegalArgumentException with one sentence if it cannot
   */
  @SuppressWarnings("deprecation") // Arbiter's legacy data providers and score functions
  static BaseNetworkSpace<?> space(OptimizationConfiguration configuration) {
    if (configuration.getDataSource() == ProxyDataSource.class
        || configuration.getDataProvider() instanceof ProxyDataProvider) {
      throw new IllegalArgumentException(
          "a configuration can be accelerated once, but this one was already; see ArbiterProxy.of");
    }
    if (configuration.getDataSource() == null && configuration.getDataProvider() == null) {
      throw new IllegalArgumentException(
          "a configuration must have a data source or a data provider, but has neither");
    }
    ScoreFunction function = configuration.getScoreFunction();
    if (function instanceof RegressionScoreFunction
        || function instanceof TestSetRegressionScoreFunction) {
      throw new IllegalArgumentException(
          "a proxy is made of images with one class each, but the score function is %s: regression is not supported"
              .formatted(function));
    }
    CandidateGenerator generator = configuration.getCandidateGenerator();
    if (generator instanceof BaseCandidateGenerator<?> base) {
      requireNoDataParameters(base.getDataParameters());
    }
    return space(generator.getParameterSpace());
  }

  private static void requireNoDataParameters(Map<String, Object> parameters) {
    if (parameters != null && !parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "candidates must all have the same data, but the generator has the data parameters %s, which are not supported"
              .formatted(parameters));
    }
  }

  private static BaseNetworkSpace<?> space(ParameterSpace<?> space) {
    if (space instanceof MultiLayerSpace || space instanceof ComputationGraphSpace) {
      return (BaseNetworkSpace<?>) space;
    }
    throw new IllegalArgumentException(
        "the space must be a MultiLayerSpace or ComputationGraphSpace, but was a %s, which is not supported"
            .formatted(space.getClass().getName()));
  }
}
