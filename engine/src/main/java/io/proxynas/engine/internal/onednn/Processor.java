package io.proxynas.engine.internal.onednn;

import java.util.Locale;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;

/**
 * What networks run on. oneDNN chooses the widest instruction set that the processor has; the
 * environment variable {@code ONEDNN_MAX_CPU_ISA}, such as {@code AVX2}, sets a limit.
 *
 * @param instructionSet in oneDNN's words, such as {@code AVX512_CORE} or {@code AVX2}
 * @param version of oneDNN, such as {@code 3.8.1}
 */
public record Processor(String instructionSet, String version) {

  /**
   * That of this process; the choice does not change while it runs.
   *
   * @throws UnsatisfiedLinkError if oneDNN has no library for this system
   */
  public static Processor current() {
    dnnl_version_t version = dnnl.dnnl_version();
    return new Processor(
        dnnl.get_effective_cpu_isa().intern().name().toUpperCase(Locale.ROOT),
        "%d.%d.%d".formatted(version.major(), version.minor(), version.patch()));
  }

  @Override
  public String toString() {
    return instructionSet + ", oneDNN " + version;
  }
}
