package io.proxynas.benchmarks.profile;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.internal.onednn.OneDnnProvider;
import java.util.List;
import java.util.Optional;

/** Offers oneDNN with a clock, to {@link CandidateProfile} alone. */
public final class TimedProvider implements BackendProvider {

  /** What tells that it is wanted, as a system property. */
  static final String WANTED = "proxynas.benchmarks.timed";

  private final OneDnnProvider of = new OneDnnProvider();

  /** For ServiceLoader. */
  public TimedProvider() {}

  @Override
  public String name() {
    return "timed oneDNN";
  }

  @Override
  public int priority() {
    return of.priority() + 1;
  }

  @Override
  public Optional<String> obstacle() {
    return Boolean.getBoolean(WANTED) ? of.obstacle() : Optional.of("nobody asked for its times");
  }

  @Override
  public List<Device> devices() {
    return of.devices();
  }

  @Override
  public String reason(Device device) {
    return of.reason(device);
  }

  @Override
  public Backend backend(Device device) {
    return new TimedBackend(of.backend(device));
  }
}
