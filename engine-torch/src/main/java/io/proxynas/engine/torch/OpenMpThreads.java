package io.proxynas.engine.torch;

import org.bytedeco.pytorch.global.torch;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many OpenMP threads libtorch takes for the operations of the calling thread. Before its first
 * operation on a thread it sets its own default; here it does so at once, and the number that
 * {@link io.proxynas.engine.Threads} has set is put back.
 */
final class OpenMpThreads {

  private static final ThreadLocal<Boolean> BEGUN = ThreadLocal.withInitial(() -> false);

  private OpenMpThreads() {}

  /** To be called before a thread's first operation; later calls do nothing. */
  static void begin() {
    if (!BEGUN.get()) {
      if (Nd4j.getEnvironment().isCPU()) { // elsewhere it has no such call
        NativeOps nd4j = NativeOpsHolder.getInstance().getDeviceNativeOps();
        int threads = nd4j.ompGetMaxThreads();
        torch.get_num_threads();
        nd4j.setOmpNumThreads(threads);
      }
      BEGUN.set(true);
    }
  }
}
