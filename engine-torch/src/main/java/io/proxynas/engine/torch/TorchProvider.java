package io.proxynas.engine.torch;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import java.util.Optional;

/** Offers libtorch: first where it finds a card, and on the processor after oneDNN. */
public final class TorchProvider implements BackendProvider {

  /** For ServiceLoader. */
  public TorchProvider() {}

  @Override
  public String name() {
    return "libtorch";
  }

  /** Loads the library, which alone can tell. */
  @Override
  public Device device() {
    boolean card = obstacle().isEmpty() && TorchDevice.best().isCard();
    return card ? Device.CARD : Device.PROCESSOR;
  }

  @Override
  public int priority() {
    return 5;
  }

  @Override
  public Optional<String> obstacle() {
    return TorchLibrary.obstacle();
  }

  @Override
  public String reason() {
    return TorchDevice.best().isCard()
        ? "libtorch finds a card"
        : "it is the fastest on the class path for this system";
  }

  @Override
  public Backend backend() {
    return new TorchBackend(TorchDevice.best());
  }
}
