package io.proxynas.engine.torch;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * Whether libtorch takes algorithms that give the same bits each time, or the fastest. On a
 * processor it has no choice.
 *
 * <p>cuBLAS also needs {@code CUBLAS_WORKSPACE_CONFIG=:4096:8} in the environment, which the
 * launcher sets. Where libtorch has no such algorithm, it says so on stderr and computes all the
 * same, so that a candidate does not fail for it.
 *
 * @param same bits each time, and products in float32 alone
 */
record Determinism(boolean same) {

  private static final String PROPERTY = "proxynas.libtorch.deterministic";
  private static final boolean WARN_ONLY = true;

  /** As the system property {@value #PROPERTY} says; {@code true} unless it is {@code false}. */
  static Determinism ofThisProcess() {
    return new Determinism(!"false".equalsIgnoreCase(System.getProperty(PROPERTY)));
  }

  /** For all that libtorch computes from now on. */
  void apply() {
    Context context = torch.globalContext();
    context.setDeterministicAlgorithms(same, WARN_ONLY);
    context.setDeterministicFillUninitializedMemory(false); // it is for finding bugs, and costs
    context.setDeterministicCuDNN(same);
    context.setBenchmarkCuDNN(!same);
    context.setAllowTF32CuDNN(!same);
    context.setAllowTF32CuBLAS(!same);
  }
}
