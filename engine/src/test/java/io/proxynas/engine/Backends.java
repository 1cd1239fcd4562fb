package io.proxynas.engine;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.nd4j.Cuda;
import io.proxynas.engine.nd4j.Nd4jBackend;
import io.proxynas.engine.onednn.OneDnnBackend;
import java.util.List;
import org.junit.jupiter.api.Named;

/** The back ends that the tests run on; on a build for CUDA, its operations run on the device. */
final class Backends {

  private Backends() {}

  static List<Named<Backend>> all() {
    return List.of(
        Named.of("oneDNN", new OneDnnBackend()),
        Named.of(Cuda.isBuild() ? "CUDA" : "ND4J", new Nd4jBackend()));
  }
}
