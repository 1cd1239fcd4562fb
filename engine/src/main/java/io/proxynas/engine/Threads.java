package io.proxynas.engine;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many OpenMP threads the native operations of one {@link Network} run on. The best use of a
 * machine is one network a core, each on {@link #ONE}.
 *
 * <p>OpenMP keeps the number for each calling thread, and a new Java thread starts with {@code
 * OMP_NUM_THREADS} or, without it, all cores. So a network sets it whenever it runs, for the thread
 * that calls it; the thread keeps it. Networks themselves need no environment variable.
 *
 * @param count at least 1
 */
public record Threads(int count) {

  /** One thread: that of the caller. */
  public static final Threads ONE = new Threads(1);

  public Threads {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of threads of a network must be at least 1, but was " + count);
    }
  }

  /**
   * Sets the number for the calling thread, as networks do whenever they run. What a back end needs
   * ({@link io.proxynas.engine.backend.Backend#bytes}) is told for the number that is set. Costs
   * well below a microsecond.
   */
  public void use() {
    OpenMp.set(count);
  }

  /**
   * OpenMP through ND4J's library, which shares one OpenMP runtime with oneDNN's. ND4J for CUDA
   * means something else by the same call, so there {@code OMP_NUM_THREADS} decides.
   */
  private static final class OpenMp {
    private static final boolean AVAILABLE = Nd4j.getEnvironment().isCPU();
    private static final NativeOps OPERATIONS = NativeOpsHolder.getInstance().getDeviceNativeOps();

    static void set(int threads) {
      if (AVAILABLE) {
        OPERATIONS.setOmpNumThreads(threads);
      }
    }
  }
}
