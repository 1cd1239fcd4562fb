package io.proxynas.eval.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.train.Recipe;
import io.proxynas.train.augment.SiameseAugmentation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static String of(Object value) {
    return Settings.of(Map.of("setting", value)).get("setting").toString();
  }

  @Test
  void of_record_isItsFields() {
    Recipe recipe = new Recipe(5, 25, 0.01, 0.9, 5e-4, Optional.empty());
    assertThat(of(recipe.toString()))
        .isEqualTo(
            "{\"epochs\":\"5\",\"batchSize\":\"25\",\"learningRate\":\"0.01\",\"momentum\":\"0.9\","
                + "\"weightDecay\":\"5.0E-4\",\"augmentation\":\"none\"}");
  }

  @Test
  void of_nestedRecords_areNested_andThoseOfAListAreNamed() {
    Recipe recipe = new Recipe(5, 25, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));
    assertThat(of(recipe.toString()))
        .contains("\"augmentation\":{\"kinds\":[{\"colour\":{\"brightness\":\"0.5\",")
        .doesNotContain("[kinds")
        .doesNotContain("Optional");
  }

  @Test
  void of_otherText_staysAsItIs() {
    for (String text :
        new String[] {
          "convnet (depths 1, 2, 3, 4; widths 8, 16)", "a]b[", "Recipe", "</script>[", ""
        }) {
      assertThat(Settings.of(Map.of("setting", text)).get("setting").textValue()).isEqualTo(text);
    }
    assertThat(of(7)).isEqualTo("\"7\"");
    assertThat(of(Map.of("iterations", "50"))).isEqualTo("{\"iterations\":\"50\"}");
    assertThat(of("[1, 2]")).isEqualTo("[\"1\",\"2\"]");
  }
}
