package io.proxynas.engine.internal.onednn;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
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
  public Device device() {
    return Device.PROCESSOR;
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Optional<String> obstacle() {
    try {
      Processor.current();
      return Optional.empty();
    } catch (LinkageError e) { // no binary for this system, or one that does not load
      return Optional.of("its native library does not load (" + e.getMessage() + ")");
    }
  }

  @Override
  public String reason() {
    return "oneDNN's native library loads, and it is the faster one";
  }

  @Override
  public Backend backend() {
    return new OneDnnBackend();
  }
}
