package io.proxynas.condense.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.coreset.RandomSelection;
import io.proxynas.engine.Seed;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyKeyTest {

  private static final ProxyKey KEY =
      new ProxyKey("abc", Method.DM, Map.of("iterations", "20", "width", "8"), 10, new Seed(1));

  @Test
  void hash_equalKeys_isEqualWhateverTheOrderOfSettings() {
    Map<String, String> reversed = new LinkedHashMap<>();
    reversed.put("width", "8");
    reversed.put("iterations", "20");

    assertThat(new ProxyKey("abc", Method.DM, reversed, 10, new Seed(1)).hash())
        .isEqualTo(KEY.hash())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void hash_anyInputChanged_changes() {
    Map<String, String> settings = KEY.configuration();
    assertThat(
            new String[] {
              KEY.hash(),
              new ProxyKey("abd", Method.DM, settings, 10, new Seed(1)).hash(),
              new ProxyKey("abc", Method.RANDOM, settings, 10, new Seed(1)).hash(),
              new ProxyKey("abc", Method.DM, Map.of("iterations", "20"), 10, new Seed(1)).hash(),
              new ProxyKey("abc", Method.DM, Map.of("iterations", "20width8"), 10, new Seed(1))
                  .hash(),
              new ProxyKey("abc", Method.DM, settings, 11, new Seed(1)).hash(),
              new ProxyKey("abc", Method.DM, settings, 10, new Seed(2)).hash(),
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void of_condenser_takesItsMethodAndSettings() {
    assertThat(ProxyKey.of("abc", new RandomSelection(), 5, new Seed(1)))
        .isEqualTo(new ProxyKey("abc", Method.RANDOM, Map.of(), 5, new Seed(1)));
  }

  @Test
  void constructor_zeroImages_isRejected() {
    assertThatThrownBy(() -> new ProxyKey("abc", Method.DM, Map.of(), 0, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be at least 1, but was 0");
  }
}
