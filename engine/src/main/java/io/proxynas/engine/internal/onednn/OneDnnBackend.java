package io.proxynas.engine.internal.onednn;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.onednn.winograd.Winograd;

/** oneDNN's primitives on the CPU, activations in its blocked layouts; needs its native library. */
public final class OneDnnBackend implements Backend {

  @Override
  public String name() {
    return Processor.current() + (Winograd.isAvailable() ? ", Winograd" : "");
  }

  @Override
  public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
    return new OneDnnExecutable(program, batch, pass, state);
  }

  /** The machine code of the primitives is not in it. */
  @Override
  public long bytes(Program program, int batch, Pass pass) {
    return OneDnnExecutable.bytes(program, batch, pass);
  }
}
