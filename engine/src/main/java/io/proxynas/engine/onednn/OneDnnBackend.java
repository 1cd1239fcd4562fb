package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_version_t;

/** oneDNN's primitives on the CPU, activations in its blocked layouts; needs its native library. */
public final class OneDnnBackend implements Backend {

  /** Why oneDNN can't be used on this machine; empty where it can. */
  public static Optional<String> obstacle() {
    try {
      dnnl_version();
      return Optional.empty();
    } catch (LinkageError e) { // no binary for this system, or one that does not load
      return Optional.of("its native library does not load (" + e.getMessage() + ")");
    }
  }

  @Override
  public String name() {
    dnnl_version_t version = dnnl_version();
    return "oneDNN %d.%d.%d on %s"
        .formatted(version.major(), version.minor(), version.patch(), instructionSet());
  }

  private static String instructionSet() {
    int isa = dnnl_get_effective_cpu_isa();
    if (isa >= dnnl_cpu_isa_avx512_core) {
      return "AVX-512";
    }
    return isa >= dnnl_cpu_isa_avx2 ? "AVX2" : "a CPU without AVX2";
  }

  /**
   * The native memory of an executable: what {@link #compile} will allocate, told without
   * allocating it. The machine code of the primitives is not in it.
   *
   * @param batch images at a time, at least 1
   */
  public static long bytes(Program program, int batch, Pass pass) {
    return OneDnnExecutable.bytes(program, batch, pass);
  }

  @Override
  public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
    return new OneDnnExecutable(program, batch, pass, state);
  }
}
