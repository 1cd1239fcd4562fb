package io.proxynas.engine.nd4j;

import io.proxynas.engine.internal.driver.NvidiaSmi;
import java.util.Optional;

/**
 * Whether ND4J was built for CUDA, and whether there is a device for it. The driver is asked by its
 * own program {@code nvidia-smi}, in a process of its own: loading ND4J's CUDA library where it
 * can't run may end this one.
 */
public final class Cuda {

  /** The marker of ND4J's CUDA artifact on the class path. */
  private static final String BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private Cuda() {}

  /** Whether ND4J's CUDA artifact is on the class path; loads nothing of it. */
  public static boolean isBuild() {
    try {
      Class.forName(BACKEND, false, Cuda.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Checks, where ND4J was built for CUDA, that it can run; to be called before anything touches
   * ND4J. Does nothing on a build for the CPU.
   *
   * @throws IllegalStateException in one sentence, if there is no driver or no device, or one whose
   *     compute capability ND4J's library has no code for
   */
  public static void requireUsable() {
    obstacle()
        .ifPresent(
            obstacle -> {
              throw new IllegalStateException(obstacle);
            });
  }

  /** What {@link #requireUsable} would say; empty on a build for the CPU. */
  public static Optional<String> obstacle() {
    return isBuild() ? Asked.OBSTACLE : Optional.empty();
  }

  /** Asked once. */
  private static final class Asked {
    static final Optional<String> OBSTACLE = CudaDevice.obstacle(NvidiaSmi.cards());
  }
}
