package io.proxynas.engine.backend;

import java.util.Optional;

/**
 * Offers a back end. Found by {@link java.util.ServiceLoader}, so that a back end is a module on
 * the class path and nothing else: {@link io.proxynas.engine.BackendChoice} takes the first one
 * that can compute.
 */
public interface BackendProvider {

  /** What computes; a card is asked for before the processor. */
  enum Device {
    CARD,
    PROCESSOR
  }

  /** The library, as in "no oneDNN". */
  String name();

  /** What the back end computes on in this process. */
  Device device();

  /** Among those for one kind of device the larger is asked first. */
  int priority();

  /**
   * Called once and before anything of this process touches ND4J, if the program begins by {@link
   * io.proxynas.engine.BackendChoice#prepare}. A library that must be loaded before ND4J's is
   * loaded here.
   *
   * @return in one sentence, why nothing can run in this process, whatever back end it takes; empty
   *     if something can
   */
  default Optional<String> prepare() {
    return Optional.empty();
  }

  /** Why this back end can't compute in this process, in a few words; empty if it can. */
  Optional<String> obstacle();

  /** Why it is taken where it comes first, in a few words. */
  String reason();

  /** The back end; asked for only where there is no obstacle. */
  Backend backend();
}
