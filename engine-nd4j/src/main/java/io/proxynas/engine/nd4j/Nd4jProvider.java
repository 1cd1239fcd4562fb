package io.proxynas.engine.nd4j;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import java.util.Optional;

/** Offers ND4J's operations: first in a build for CUDA, otherwise where nothing faster can be. */
public final class Nd4jProvider implements BackendProvider {

  /** For ServiceLoader. */
  public Nd4jProvider() {}

  @Override
  public String name() {
    return "ND4J";
  }

  @Override
  public Device device() {
    return Cuda.isBuild() ? Device.CARD : Device.PROCESSOR;
  }

  @Override
  public int priority() {
    return 0;
  }

  /** Loading ND4J's CUDA library where it can't run may end the process. */
  @Override
  public Optional<String> prepare() {
    return Cuda.obstacle();
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public String reason() {
    return Cuda.isBuild()
        ? "this is a build for CUDA; oneDNN is for CPUs"
        : "there is no other on the class path";
  }

  @Override
  public Backend backend() {
    return new Nd4jBackend();
  }
}
