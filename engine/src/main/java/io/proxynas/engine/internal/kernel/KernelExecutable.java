package io.proxynas.engine.internal.kernel;

import io.proxynas.engine.backend.Executable;
import java.util.ArrayList;
import java.util.List;

/** Runs kernels one after the other. Back ends differ in how values get in and out. */
public abstract class KernelExecutable implements Executable {

  /** In the order of the program. */
  protected final List<Kernel> kernels = new ArrayList<>();

  @Override
  public final void load() {
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).load();
    }
  }

  @Override
  public final void holdGates(boolean hold) {
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).holdGates(hold);
    }
  }

  /** Computes the values of the result from those of the images. */
  protected final void forward() {
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).forward();
    }
  }

  /** Computes the gradients from that of the result. */
  protected final void backward() {
    for (int i = kernels.size() - 1; i >= 0; i--) {
      kernels.get(i).backward();
    }
  }
}
