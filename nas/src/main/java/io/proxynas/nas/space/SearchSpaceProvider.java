package io.proxynas.nas.space;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes a search space by its name on the command line. Found by {@link java.util.ServiceLoader}: a
 * space of your own is a jar with an implementation, named in {@code
 * META-INF/services/io.proxynas.nas.space.SearchSpaceProvider} (docs/own-space.md).
 */
public interface SearchSpaceProvider {

  /** The name on the command line and in a JSON file: small letters, digits and hyphens. */
  String name();

  /** What it searches, as a phrase for the help. */
  String description();

  /**
   * The space.
   *
   * @param options the user's; those that this method does not read are refused
   * @throws IllegalArgumentException if an option is wrong, with one sentence for the user
   */
  SearchSpace space(SpaceOptions options);

  /**
   * The space that a file in a format of this provider's own describes.
   *
   * @param file as the user gave it, for messages
   * @param text its content
   * @return empty if it is in another format
   * @throws IllegalArgumentException if it is in this format and wrong, with one sentence
   */
  default Optional<SearchSpace> read(Path file, String text) {
    return Optional.empty();
  }
}
