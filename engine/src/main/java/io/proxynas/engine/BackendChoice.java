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

  private static final String PROPERTY = "proxynas.backend";

  /**
   * Of the back ends on the class path the first that can compute: on a card before the processor.
   * So it is libtorch where that finds a card, ND4J's operations in a build for CUDA, otherwise
   * oneDNN where its native library loads, and the others where it does not. The system property
   * {@value #PROPERTY} names one, such as {@code libtorch}, which is then taken or none.
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
    private static final Optional<String> NAME = Optional.ofNullable(System.getProperty(PROPERTY));
    private static final List<BackendProvider> ALL = onClassPath();
    static final List<BackendProvider> PROVIDERS = inOrder(named(ALL, NAME));
    static final Optional<String> FAULT = misnamed(ALL, NAME).or(() -> fault(PROVIDERS));

    private static List<BackendProvider> onClassPath() {
      ClassLoader loader = BackendChoice.class.getClassLoader();
      return ServiceLoader.load(BackendProvider.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
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

  static List<BackendProvider> inOrder(List<BackendProvider> found) {
    return found.stream()
        .sorted(
            Comparator.comparing(BackendProvider::device)
                .thenComparing(Comparator.comparing(BackendProvider::priority).reversed()))
        .toList();
  }

  /** Those of a name, or all where none is given. What is left out is not even asked what it is. */
  static List<BackendProvider> named(List<BackendProvider> found, Optional<String> name) {
    return found.stream()
        .filter(p -> name.isEmpty() || p.name().equalsIgnoreCase(name.get()))
        .toList();
  }

  /** In one sentence, that nothing has the name given; empty if something has or none is given. */
  static Optional<String> misnamed(List<BackendProvider> found, Optional<String> name) {
    return name.filter(n -> named(found, name).isEmpty())
        .map(
            n ->
                "%s must be one of %s, but was %s"
                    .formatted(
                        PROPERTY, found.stream().map(BackendProvider::name).sorted().toList(), n));
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
