package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.stream;

/** A kernel without parameters: primitives forward, and primitives backward. */
final class CallKernel implements Kernel {

  private final stream stream;
  private final List<Call> forward = new ArrayList<>();
  private final List<Call> backward = new ArrayList<>();

  CallKernel(Context context) {
    stream = context.stream();
  }

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
    run(forward);
  }

  @Override
  public void backward() {
    run(backward);
  }

  private void run(List<Call> calls) {
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).run(stream);
    }
  }
}
