package io.proxynas.engine.nd4j;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import io.proxynas.engine.internal.driver.Card;
import io.proxynas.engine.internal.driver.NvidiaSmi;
import java.util.List;
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

  /** ND4J hands its threads over to cards by itself, so in a build for CUDA all are one device. */
  @Override
  public List<Device> devices() {
    if (!Cuda.isBuild()) {
      return List.of(Device.PROCESSOR);
    }
    String name = NvidiaSmi.cards().stream().findFirst().map(Card::name).orElse("NVIDIA");
    return List.of(new Device(Kind.CUDA, 0, name));
  }

  @Override
  public Optional<String> lack(Kind kind) {
    return Optional.of("ND4J chooses among several cards itself; CUDA_VISIBLE_DEVICES hides some")
        .filter(text -> kind == Kind.CUDA && Cuda.isBuild());
  }

  @Override
  public String reason(Device device) {
    return Cuda.isBuild()
        ? "this is a build for CUDA; oneDNN is for CPUs"
        : "there is no other on the class path";
  }

  @Override
  public Backend backend(Device device) {
    return new Nd4jBackend();
  }
}
