package io.proxynas.arbiter.data;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.preset.Preset;
import io.proxynas.train.check.Require;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;

/**
 * Everything that decides what an accelerated search trains and ranks on, beside the user's data.
 * As properties it goes through a configuration's JSON and back.
 *
 * @param proxy such as {@code dm-ipc50}, {@code full}, or the path of a saved set
 * @param preset whose settings make the set
 * @param validationFraction of each class of the training images, to rank on, in (0, 1)
 * @param seed the root of all randomness
 * @param learning who trains candidates
 * @param imageShape of images that come as rows, if known
 * @param fullEpochs epochs on the full data, as the configuration had them; at least 1
 */
public record ProxyRecipe(
    String proxy,
    Preset preset,
    double validationFraction,
    long seed,
    Learning learning,
    Optional<ImageShape> imageShape,
    int fullEpochs) {

  private static final String PREFIX = "proxynas.";
  private static final String PROXY = PREFIX + "proxy";
  private static final String PRESET = PREFIX + "preset";
  private static final String VALIDATION = PREFIX + "validationFraction";
  private static final String SEED = PREFIX + "seed";
  private static final String LEARNING = PREFIX + "learning";
  private static final String SHAPE = PREFIX + "imageShape";
  private static final String EPOCHS = PREFIX + "fullEpochs";

  public ProxyRecipe {
    if (!(validationFraction > 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(
          "the validation fraction must be in (0, 1), but was " + validationFraction);
    }
    Require.atLeastOne("epochs", fullEpochs);
  }

  /** The recipe as texts, all of them with names that begin with {@code proxynas.}. */
  public Properties toProperties() {
    Properties properties = new Properties();
    properties.setProperty(PROXY, proxy);
    properties.setProperty(PRESET, preset.name());
    properties.setProperty(VALIDATION, Double.toString(validationFraction));
    properties.setProperty(SEED, Long.toString(seed));
    properties.setProperty(LEARNING, learning.name());
    imageShape.ifPresent(shape -> properties.setProperty(SHAPE, shape.toString()));
    properties.setProperty(EPOCHS, Integer.toString(fullEpochs));
    return properties;
  }

  /**
   * Reads {@link #toProperties} back.
   *
   * @throws IllegalArgumentException if one is missing or wrong, with its name
   */
  public static ProxyRecipe of(Properties properties) {
    return new ProxyRecipe(
        text(properties, PROXY),
        Preset.valueOf(text(properties, PRESET)),
        Double.parseDouble(text(properties, VALIDATION)),
        Long.parseLong(text(properties, SEED)),
        Learning.valueOf(text(properties, LEARNING)),
        Optional.ofNullable(properties.getProperty(SHAPE)).map(ProxyRecipe::shape),
        Integer.parseInt(text(properties, EPOCHS)));
  }

  private static String text(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the properties of an accelerated search must have %s, but have %s"
              .formatted(name, properties.stringPropertyNames()));
    }
    return value;
  }

  private static ImageShape shape(String text) {
    int[] lengths = Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    return new ImageShape(lengths[0], lengths[1], lengths[2]);
  }
}
