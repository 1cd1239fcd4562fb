package io.proxynas.engine.nd4j.kernel;

import java.util.ArrayList;
import java.util.List;

/** A kernel of calls, of native operations for the most part, that run one after the other. */
class CallKernel implements Kernel {

  private final List<Runnable> load = new ArrayList<>();
  private final List<Runnable> forward = new ArrayList<>();
  private final List<Runnable> backward = new ArrayList<>();

  final void load(Runnable call) {
    load.add(call);
  }

  final CallKernel forward(Runnable call) {
    forward.add(call);
    return this;
  }

  final CallKernel backward(Runnable call) {
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
