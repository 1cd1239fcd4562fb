package io.proxynas.engine;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network's executables, one for each pass and batch size, made on first use. Each has its own
 * copy of the weights, in the formats that its operations ask for, so it is told when they change.
 */
final class Executables implements AutoCloseable {

  private final Program program;
  private final Backend backend;
  private final NetworkVectors vectors;
  private final NetworkState state;
  private final List<Compiled> executables = new ArrayList<>();

  /**
   * @param masks draws what dropout keeps
   */
  Executables(Program program, Backend backend, NetworkVectors vectors, RandomGenerator masks) {
    this.program = program;
    this.backend = backend;
    this.vectors = vectors;
    this.state = vectors.state(masks);
  }

  /** The executable of a pass and batch size, with the weights of now. */
  Executable get(Pass pass, int count) {
    Compiled compiled = find(pass, count);
    if (compiled == null) {
      compiled = new Compiled(pass, count, backend.compile(program, count, pass, state));
      executables.add(compiled);
    }
    vectors.takeOver();
    if (compiled.version != vectors.version()) {
      compiled.executable.load();
      compiled.version = vectors.version();
    }
    return compiled.executable;
  }

  /** The executable of a pass and batch size as it was last used, or null if it never was. */
  @Nullable Executable used(Pass pass, int count) {
    Compiled compiled = find(pass, count);
    return compiled == null ? null : compiled.executable;
  }

  /** There are a handful of them, so a list is searched; nothing is allocated. */
  private @Nullable Compiled find(Pass pass, int count) {
    for (int i = 0; i < executables.size(); i++) {
      Compiled compiled = executables.get(i);
      if (compiled.pass == pass && compiled.count == count) {
        return compiled;
      }
    }
    return null;
  }

  @Override
  public void close() {
    executables.forEach(compiled -> compiled.executable.close());
    executables.clear();
  }

  /** An executable, and which weights it has. */
  private static final class Compiled {
    final Pass pass;
    final int count;
    final Executable executable;
    int version = -1;

    Compiled(Pass pass, int count, Executable executable) {
      this.pass = pass;
      this.count = count;
      this.executable = executable;
    }
  }
}
