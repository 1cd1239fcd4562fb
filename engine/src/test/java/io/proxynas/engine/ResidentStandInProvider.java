package io.proxynas.engine;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import java.util.List;
import java.util.Optional;

/**
 * Offers {@link ResidentStandIn} to tests of other modules that list it as a service, and are run
 * with {@code -Dproxynas.backend=stand-in}.
 */
public final class ResidentStandInProvider implements BackendProvider {

  /** For ServiceLoader. */
  public ResidentStandInProvider() {}

  @Override
  public String name() {
    return "stand-in";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public List<Device> devices() {
    return List.of(Device.PROCESSOR);
  }

  @Override
  public String reason(Device device) {
    return "a test asks for it";
  }

  @Override
  public Backend backend(Device device) {
    return new ResidentStandIn();
  }
}
