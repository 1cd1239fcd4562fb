package io.proxynas.engine.backend;

import io.proxynas.engine.graph.Program;
import java.util.Optional;
import java.util.OptionalLong;

/** A library of tensor operations that programs can be compiled for; may be shared by threads. */
public interface Backend {

  /** What computes and on what, for people, such as "AVX2, oneDNN 3.8.1". */
  String name();

  /**
   * Compiles a program.
   *
   * @param batch images at a time, at least 1
   * @param state the network's parameters and their gradients
   */
  Executable compile(Program program, int batch, Pass pass, NetworkState state);

  /**
   * The native memory that {@link #compile} will allocate, told without allocating it.
   *
   * @param batch images at a time, at least 1
   */
  long bytes(Program program, int batch, Pass pass);

  /**
   * The memory of its own that the device had free when this was asked for the first time, in
   * bytes; what this process has taken since counts as free. Empty for the processor, whose memory
   * is the machine's, and where nobody tells it. Of several devices it is that of each.
   */
  default OptionalLong freeBytes() {
    return OptionalLong.empty();
  }

  /** How networks train with all that they need on the device; empty where only arrays serve. */
  default Optional<ResidentBackend> resident() {
    return Optional.empty();
  }
}
