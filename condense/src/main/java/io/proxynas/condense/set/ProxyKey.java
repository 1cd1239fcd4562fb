package io.proxynas.condense.set;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.Seed;
import io.proxynas.train.check.Require;
import io.proxynas.train.file.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that the pixels of a proxy set depend on. Equal keys mean equal sets.
 *
 * @param dataFingerprint of the real training images, such as a SHA-256 in hexadecimal
 * @param method that makes the set
 * @param configuration the method's settings by name
 * @param imagesPerClass at least 1
 * @param seed of all randomness
 */
public record ProxyKey(
    String dataFingerprint,
    Method method,
    Map<String, String> configuration,
    int imagesPerClass,
    Seed seed) {

  /** Raised whenever a method's result changes although its settings do not. */
  private static final String VERSION = "1";

  /** Copies the configuration, sorted by name. */
  public ProxyKey {
    configuration = Collections.unmodifiableMap(new TreeMap<>(configuration));
    Require.atLeastOne("images per class", imagesPerClass);
  }

  /** The key of the set that a condenser makes. */
  public static ProxyKey of(
      String dataFingerprint, Condenser condenser, int imagesPerClass, Seed seed) {
    return new ProxyKey(
        dataFingerprint, condenser.method(), condenser.configuration(), imagesPerClass, seed);
  }

  /** Names the real images, for work on them that several sets share; this version's alone. */
  String images() {
    return VERSION + " " + dataFingerprint;
  }

  /**
   * The iterations that make the set.
   *
   * @throws IllegalArgumentException if its method has none
   */
  int iterations() {
    String iterations = configuration.get(Course.ITERATIONS);
    if (iterations == null) {
      throw new IllegalArgumentException(
          "a set made by %s has no iterations".formatted(method.word()));
    }
    return Integer.parseInt(iterations);
  }

  /** The key of the set that the same method makes in another number of iterations. */
  public ProxyKey withIterations(int iterations) {
    Map<String, String> other = new TreeMap<>(configuration);
    other.put(Course.ITERATIONS, Integer.toString(iterations));
    return new ProxyKey(dataFingerprint, method, other, imagesPerClass, seed);
  }

  /** The SHA-256 of the key in hexadecimal, 64 digits: the set's name in the store. */
  public String hash() {
    return Sha256.of(
        out -> {
          add(out, VERSION);
          add(out, dataFingerprint);
          add(out, method.word());
          add(out, Integer.toString(imagesPerClass));
          add(out, Long.toString(seed.value()));
          for (Map.Entry<String, String> setting : configuration.entrySet()) {
            add(out, setting.getKey());
            add(out, setting.getValue());
          }
        });
  }

  /** Length first, so that no two lists of texts have the same bytes. */
  private static void add(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
