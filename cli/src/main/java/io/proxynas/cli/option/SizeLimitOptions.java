package io.proxynas.cli.option;

import io.proxynas.nas.search.SizeLimits;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** How large candidates may be. */
public final class SizeLimitOptions {

  @Option(
      names = "--max-params",
      paramLabel = "N",
      description = "Train no candidate with more parameters (default: any).")
  private Optional<Long> maxParameters = Optional.empty();

  @Option(
      names = "--max-flops",
      paramLabel = "N",
      description =
          "Train no candidate whose forward pass of one image has more floating-point operations"
              + " (default: any).")
  private Optional<Long> maxFlops = Optional.empty();

  public SizeLimits limits() {
    return new SizeLimits(limit(maxParameters), limit(maxFlops));
  }

  private static OptionalLong limit(Optional<Long> option) {
    return option.map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
