package io.proxynas.engine.torch;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;

/** Offers libtorch: first where it finds a card, and on the processor after oneDNN. */
public final class TorchProvider implements BackendProvider {

  /** For ServiceLoader. */
  public TorchProvider() {}

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public int priority() {
    return 5;
  }

  /** Loads the library. */
  @Override
  public Optional<String> obstacle() {
    return TorchLibrary.obstacle();
  }

  @Override
  public List<Device> devices() {
    return TorchDevice.all();
  }

  @Override
  public Optional<String> lack(Kind kind) {
    return switch (kind) {
      case CUDA ->
          Optional.of(
              torch.cuda_is_available()
                  ? "libtorch finds no other card"
                  : TorchLibrary.isForCards()
                      ? "libtorch finds no card with a driver for CUDA 12.9, see nvidia-smi"
                      : "this build has libtorch for processors; -Ptorch-gpu builds with that for cards (docs/platforms.md)");
      case MPS -> Optional.of("libtorch computes on Apple's graphics on macOS arm64 alone");
      case CPU -> Optional.empty();
    };
  }

  @Override
  public String reason(Device device) {
    return device.isCard()
        ? "libtorch finds a card"
        : "it is the fastest on the class path for this system";
  }

  @Override
  public Backend backend(Device device) {
    return new TorchBackend(new TorchDevice(device));
  }
}
