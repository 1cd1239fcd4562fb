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
}
