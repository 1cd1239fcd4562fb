package io.proxynas.benchmarks.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** Every reader of files that come from outside. */
final class Targets {

  private Targets() {}

  static List<Target> all() {
    return Stream.of(
            ImageTargets.all(),
            SetTargets.all(),
            ModelTargets.all(),
            RunTargets.all(),
            TableTargets.all())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Some readers, in the order of all.
   *
   * @param names of the readers; none for all
   * @throws IllegalArgumentException if a name is not known; the message is for the user
   */
  static List<Target> of(List<String> names) {
    List<String> known = all().stream().map(Target::name).toList();
    if (!known.containsAll(names)) {
      throw new IllegalArgumentException(
          "readers must be of %s, but were %s".formatted(known, names));
    }
    return all().stream().filter(t -> names.isEmpty() || names.contains(t.name())).toList();
  }
}
