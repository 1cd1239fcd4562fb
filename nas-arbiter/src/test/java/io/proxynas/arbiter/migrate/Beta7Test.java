package io.proxynas.arbiter.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.arbiter.ArbiterProxy;
import io.proxynas.arbiter.Searches;
import io.proxynas.arbiter.TinyData;
import io.proxynas.arbiter.internal.network.InputShapes;
import io.proxynas.engine.architecture.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.nio.charset.StandardCharsets;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On files that DL4J 1.0.0-beta7 wrote: src/test/beta7 has the program. */
class Beta7Test {

  private static String file(String name) throws IOException {
    try (InputStream in = Beta7Test.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain.json", "chain.yaml", "graph.json"})
  void configurationOfBeta7_loadsAndRuns(String name) throws IOException {
    String text = file(name);
    OptimizationConfiguration configuration =
        name.endsWith("yaml") ? Beta7.fromYaml(text) : Beta7.fromJson(text);
    assertThat(configuration.getDataSource()).isEqualTo(TinyData.class);
    ParameterSpace<?> space = configuration.getCandidateGenerator().getParameterSpace();
    assertThat(InputShapes.of((BaseNetworkSpace<?>) space)).contains(new ImageShape(1, 8, 8));
    ArbiterProxy.accelerate(configuration, "random-ipc8");
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    runner.execute();
    assertThat(runner.numCandidatesCompleted()).isEqualTo(2);
  }

  /** What the migration is for; if it no longer fails, the class has gone its time. */
  @Test
  void configurationOfBeta7_doesNotLoadByItself() throws IOException {
    String json = file("chain.json");
    assertThatThrownBy(() -> OptimizationConfiguration.fromJson(json))
        .hasStackTraceContaining(InvalidClassException.class.getName())
        .hasStackTraceContaining("InputType");
  }

  @Test
  void configurationOfThisVersion_comesBackAsItIs() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    configuration.setResultSaver(null);
    assertThat(Beta7.fromJson(configuration.toJson()).toJson()).isEqualTo(configuration.toJson());
    assertThat(Beta7.fromYaml(configuration.toYaml()).toJson()).isEqualTo(configuration.toJson());
  }

  @Test
  void otherTexts_stayAsTheyAre() {
    for (String text : new String[] {"", "{\"a\": 1}", "\"rO0ABx\"", "rO0ABQ==", "rO0ABXNyAEA="}) {
      assertThat(Beta7.migrated(text)).isEqualTo(text);
    }
  }
}
