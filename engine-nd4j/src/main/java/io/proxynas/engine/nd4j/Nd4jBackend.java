package io.proxynas.engine.nd4j;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;

/**
 * ND4J's native operations, wherever ND4J's arrays are: on the CPU, or on a CUDA device in a build
 * of the profile {@code cuda}.
 */
public final class Nd4jBackend implements Backend {

  @Override
  public String name() {
    return "ND4J operations on " + (Cuda.isBuild() ? "CUDA" : "CPU");
  }

  @Override
  public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
    Cuda.requireUsable();
    return new Nd4jExecutable(program, batch, pass, state);
  }

  /**
   * Each image of a batch adds as many bytes as any other, so executables for one and for two tell
   * those of all sizes. What ND4J's operations take while they run is not in it.
   */
  @Override
  public long bytes(Program program, int batch, Pass pass) {
    Cuda.requireUsable();
    long one = Nd4jExecutable.bytes(program, 1, pass);
    return one + (batch - 1) * (Nd4jExecutable.bytes(program, 2, pass) - one);
  }
}
