package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.nd4j.call.Call;
import java.util.ArrayList;
import java.util.List;

/** A kernel without parameters: calls forward, and calls backward. */
final class CallKernel implements Kernel {

  private final List<Call> forward = new ArrayList<>();
  private final List<Call> backward = new ArrayList<>();

  CallKernel forward(Call call) {
    forward.add(call);
    return this;
  }

  CallKernel backward(Call call) {
    backward.add(call);
    return this;
  }

  @Override
  public void forward() {
    Call.run(forward);
  }

  @Override
  public void backward() {
    Call.run(backward);
  }
}
