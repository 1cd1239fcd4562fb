package io.proxynas.cli.doctor;

import java.util.Locale;

/**
 * A back end on a device, or one that is not there.
 *
 * @param name of the library
 * @param device that it computes on, as users write it; empty where it is absent
 * @param words what computes, such as {@code AVX512_CORE, oneDNN 3.8.1}; empty where it is absent
 * @param state how its self-test went
 * @param largestError relative, of outputs and gradients; NaN where none was measured
 * @param gigaflops 10⁹ floating-point operations a second on one thread; NaN where none was
 *     measured
 * @param advice what to know or to do, in one sentence
 */
public record BackEnd(
    String name,
    String device,
    String words,
    State state,
    double largestError,
    double gigaflops,
    String advice) {

  /** How a self-test went. */
  public enum State {
    PASSED,
    FAILED,
    ABSENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static BackEnd absent(String name, String advice) {
    return new BackEnd(name, "", "", State.ABSENT, Double.NaN, Double.NaN, advice);
  }
}
