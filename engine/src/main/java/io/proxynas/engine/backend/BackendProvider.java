package io.proxynas.engine.backend;

import io.proxynas.engine.backend.Device.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Offers a back end. Found by {@link java.util.ServiceLoader}, so that a back end is a module on
 * the class path and nothing else: {@link io.proxynas.engine.BackendChoice} takes the first one
 * that can compute.
 */
public interface BackendProvider {

  /** The library, as in "no oneDNN". */
  String name();

  /** Among those for one kind of device the largest is taken. */
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

  /** What it can compute on in this process; asked for only where there is no obstacle. */
  List<Device> devices();

  /**
   * Why there is no further device of a kind, and what would bring one, in a few words; empty if
   * this back end never computes on such.
   */
  default Optional<String> lack(Kind kind) {
    return Optional.empty();
  }

  /** Why it is taken where it comes first, in a few words. */
  String reason(Device device);

  /** The back end on one of its {@link #devices}. */
  Backend backend(Device device);
}
