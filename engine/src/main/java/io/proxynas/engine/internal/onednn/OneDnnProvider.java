package io.proxynas.engine.internal.onednn;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.internal.onednn.winograd.Winograd;
import java.util.List;
import java.util.Optional;

/** Offers oneDNN where its native library loads. */
public final class OneDnnProvider implements BackendProvider {

  /** For ServiceLoader. */
  public OneDnnProvider() {}

  @Override
  public String name() {
    return "oneDNN";
  }

  @Override
  public int priority() {
    return 10;
  }

  /**
   * Loads oneDNN's library, so that it is the first of every process. JavaCPP unpacks what several
   * libraries need, such as GNU's OpenMP, for the first one that is loaded, and gives the others
   * links to it. With another order in another process it would replace the file by a link and the
   * link by a file, below a process that has it loaded.
   */
  @Override
  public Optional<String> prepare() {
    return obstacle().isEmpty() ? Winograd.fault() : Optional.empty();
  }

  @Override
  public Optional<String> obstacle() {
    return Loaded.OBSTACLE;
  }

  /** Asked for once: what a library says when it does not load, it does not say again. */
  private static final class Loaded {
    static final Optional<String> OBSTACLE = load();

    private static Optional<String> load() {
      try {
        Processor.current();
        return Optional.empty();
      } catch (LinkageError e) { // no binary for this system, or one that does not load
        return Optional.of("its native library does not load (" + e.getMessage() + ")");
      }
    }
  }

  @Override
  public List<Device> devices() {
    return List.of(Device.PROCESSOR);
  }

  @Override
  public String reason(Device device) {
    return "oneDNN's native library loads, and it is the faster one";
  }

  @Override
  public Backend backend(Device device) {
    return new OneDnnBackend();
  }
}
