package io.proxynas.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.experiments.paper.TinyData;
import io.proxynas.train.file.Host;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sets are one piece of work. */
class SetMakingTest {

  @TempDir private Path directory;

  private ProxySets sets() {
    Host host = new Host(Map.of(), "a test", 1, Clock.systemUTC());
    ProxyStore store = new ProxyStore(directory, host, ProxyStore.Terms.USUAL, warning -> {});
    return ProxySets.of(TinyData.data(), CondensationSettings.SMOKE, new Seed(1), 1, store);
  }

  private String product(Method method, int size) {
    return new SetMaking(sets(), new ProxySpec.Condensed(method, size)).effort().product();
  }

  private String product(Method method, int size, int iterations) {
    SetMaking.Part part = new SetMaking.Part(0, iterations);
    return new SetMaking(sets(), new ProxySpec.Condensed(method, size), Optional.of(part))
        .effort()
        .product();
  }

  @Test
  void effort_coresets_areOneTrainingAtAnySize() {
    String features = product(Method.HERDING, 1);

    assertThat(features).isNotEmpty();
    assertThat(product(Method.HERDING, 10)).isEqualTo(features);
    assertThat(product(Method.KCENTER, 10)).isEqualTo(features);
    assertThat(product(Method.FORGETTING, 1))
        .isEqualTo(product(Method.FORGETTING, 10))
        .isNotEqualTo(features);
  }

  @Test
  void effort_matching_isOneForEachSetAndPart() {
    String set = product(Method.DM, 10);

    assertThat(product(Method.DM, 10)).isEqualTo(set);
    assertThat(product(Method.DM, 1)).isNotEqualTo(set);
    assertThat(product(Method.DMF, 10)).isNotEqualTo(set);
    assertThat(product(Method.DM, 10, 20)).isNotEqualTo(set);
    assertThat(product(Method.DM, 10, 20)).isNotEqualTo(product(Method.DM, 10, 40));
  }
}
