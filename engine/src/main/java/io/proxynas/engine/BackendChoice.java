package io.proxynas.engine;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.NoBackendException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * The back end that networks are compiled for unless they are told another.
 *
 * @param backend the one chosen
 * @param reason why not another, in a few words
 */
public record BackendChoice(Backend backend, String reason) {

  /**
   * Of the back ends on the class path the first that can compute: on a card before the processor.
   * So it is ND4J's operations in a build for CUDA; otherwise oneDNN where its native library
   * loads, and ND4J's operations where it does not.
   *
   * @throws NoBackendException in one sentence, if none can
   */
  public static BackendChoice automatic() {
    return Automatic.ANSWER.get();
  }

  /**
   * Lets each back end load what must be loaded before ND4J's native library; a program that has
   * not touched ND4J yet calls this first.
   *
   * @return in one sentence, why nothing can run in this process; empty if something can
   */
  public static Optional<String> prepare() {
    return Found.FAULT;
  }

  private static final class Found {
    static final List<BackendProvider> PROVIDERS = inOrder(onClassPath());
    static final Optional<String> FAULT = fault(PROVIDERS);

    private static Iterable<BackendProvider> onClassPath() {
      return ServiceLoader.load(BackendProvider.class, BackendChoice.class.getClassLoader());
    }
  }

  private static final class Automatic {
    static final Supplier<BackendChoice> ANSWER = answer();

    private static Supplier<BackendChoice> answer() {
      try {
        BackendChoice choice = of(Found.PROVIDERS, Found.FAULT);
        return () -> choice;
      } catch (NoBackendException e) {
        return () -> {
          throw new NoBackendException(e.getMessage());
        };
      }
    }
  }

  static List<BackendProvider> inOrder(Iterable<BackendProvider> found) {
    List<BackendProvider> providers = new ArrayList<>();
    found.forEach(providers::add);
    providers.sort(
        Comparator.comparing(BackendProvider::device)
            .thenComparing(Comparator.comparing(BackendProvider::priority).reversed()));
    return providers;
  }

  /** Prepares all, and then tells what the first one says that has something to say. */
  static Optional<String> fault(List<BackendProvider> providers) {
    List<Optional<String>> faults = providers.stream().map(BackendProvider::prepare).toList();
    return faults.stream().flatMap(Optional::stream).findFirst();
  }

  static BackendChoice of(List<BackendProvider> providers, Optional<String> fault) {
    if (fault.isPresent()) {
      throw new NoBackendException(fault.get());
    }
    List<String> obstacles = new ArrayList<>();
    for (BackendProvider provider : providers) {
      Optional<String> obstacle = provider.obstacle();
      if (obstacle.isEmpty()) {
        String reason = obstacles.isEmpty() ? provider.reason() : String.join("; ", obstacles);
        return new BackendChoice(provider.backend(), reason);
      }
      obstacles.add("no " + provider.name() + ": " + obstacle.get());
    }
    throw new NoBackendException(
        "a network needs a back end that can compute in this process, but there is "
            + (obstacles.isEmpty() ? "none on the class path" : String.join("; ", obstacles)));
  }

  /** Name and reason, such as "ND4J operations on CUDA (this is a build for CUDA; …)". */
  @Override
  public String toString() {
    return backend.name() + " (" + reason + ")";
  }
}
