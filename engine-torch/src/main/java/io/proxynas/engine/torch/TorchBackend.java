package io.proxynas.engine.torch;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.backend.ResidentBackend;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.backend.ResidentNetwork;
import io.proxynas.engine.graph.Program;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** libtorch's operations on one device; needs its native library. */
final class TorchBackend implements ResidentBackend {

  private final TorchDevice device;
  private @Nullable OptionalLong free;

  TorchBackend(TorchDevice device) {
    this.device = device;
  }

  @Override
  public String name() {
    return "libtorch %d.%d.%d on %s"
        .formatted(
            torch.TORCH_VERSION_MAJOR,
            torch.TORCH_VERSION_MINOR,
            torch.TORCH_VERSION_PATCH,
            device);
  }

  @Override
  public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
    return Scoped.made(() -> new TorchExecutable(program, batch, pass, state, device));
  }

  /**
   * An estimate: libtorch makes tensors when it needs them, and what its convolutions take while
   * they run is not told.
   */
  @Override
  public long bytes(Program program, int batch, Pass pass) {
    return new Footprint(program, pass).bytes(batch);
  }

  /** Asked once, since libtorch keeps what tensors have freed. */
  @Override
  public synchronized OptionalLong freeBytes() {
    OptionalLong known = free;
    if (known == null) {
      known = device.freeBytes();
      free = known;
    }
    return known;
  }

  @Override
  public Optional<ResidentBackend> resident() {
    return Optional.of(this);
  }

  @Override
  public long bytes(Program program, int batch) {
    return Footprint.residentBytes(program, batch);
  }

  @Override
  public ResidentImages images(ImageShape shape, int[] labels) {
    return Scoped.made(() -> TorchImages.of(device.values(), shape, labels));
  }

  @Override
  public ResidentImages images(ImageShape shape, float[] targets, int classes) {
    return Scoped.made(() -> TorchImages.of(device.values(), shape, targets, classes));
  }

  @Override
  public ResidentNetwork compile(Program program, RandomGenerator masks) {
    return Scoped.made(() -> new TorchNetwork(program, masks, device));
  }
}
