package io.proxynas.engine.internal.kernel;

import java.util.ArrayList;
import java.util.List;

/** A kernel of calls that run one after the other, most of them of a back end's operations. */
public class CallKernel implements Kernel {

  private final List<Runnable> load = new ArrayList<>();
  private final List<Runnable> forward = new ArrayList<>();
  private final List<Runnable> backward = new ArrayList<>();

  /** Adds a call to those that take parameters over. */
  protected final void load(Runnable call) {
    load.add(call);
  }

  /** Adds a call to the forward pass. */
  public final CallKernel forward(Runnable call) {
    forward.add(call);
    return this;
  }

  /** Adds a call to the backward pass. */
  public final CallKernel backward(Runnable call) {
    backward.add(call);
    return this;
  }

  @Override
  public void load() {
    run(load);
  }

  @Override
  public void forward() {
    run(forward);
  }

  @Override
  public void backward() {
    run(backward);
  }

  private static void run(List<Runnable> calls) {
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).run();
    }
  }
}
