package io.proxynas.engine;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.internal.onednn.OneDnnProvider;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Named;

/** The back ends under test: those of the module that runs the tests; in the engine oneDNN. */
final class Backends {

  private Backends() {}

  static List<Named<Backend>> all() {
    List<BackendProvider> found =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return found.stream()
        .filter(provider -> found.size() == 1 || !(provider instanceof OneDnnProvider))
        .map(provider -> Named.of(provider.name(), provider.backend(provider.devices().get(0))))
        .toList();
  }
}
