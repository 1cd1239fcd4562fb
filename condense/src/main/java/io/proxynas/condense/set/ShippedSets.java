package io.proxynas.condense.set;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The proxy sets that come with the program, so that a first search starts at once: resources in
 * the format of {@link ProxyFile}, each named by the hash of its key. So a set is found only by who
 * asks for what it was made from. {@code condense/src/data/make-shipped-sets.sh} makes them.
 */
final class ShippedSets {

  private ShippedSets() {}

  private static String name(ProxyKey key) {
    return "shipped/" + key.hash() + ".proxy";
  }

  /** Whether the set of a key is one of them; it is not read. */
  static boolean has(ProxyKey key) {
    return ShippedSets.class.getResource(name(key)) != null;
  }

  /**
   * The set of a key, if it is one of them.
   *
   * @throws UncheckedIOException if it is damaged, as a jar may be
   */
  static Optional<ProxySet> find(ProxyKey key) {
    String name = name(key);
    try (InputStream in = ShippedSets.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(ProxyFile.read(in.readAllBytes(), key));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the shipped proxy set %s cannot be used: %s".formatted(name, e.getMessage()), e);
    }
  }
}
