package io.proxynas.nas.space;

/**
 * Makes a search space by its name on the command line. Found by {@link java.util.ServiceLoader}: a
 * space of your own is a jar with an implementation, named in {@code
 * META-INF/services/io.proxynas.nas.space.SearchSpaceProvider} (docs/spaces.md).
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
}
