package io.proxynas.cli.option;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.search.Halving;
import io.proxynas.nas.score.FreeScore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Whether candidates are tried on a ladder first, and what its rungs are. */
public final class HalvingOptions {

  @Option(
      names = "--halving",
      paramLabel = "F",
      description =
          "Successive halving: trains every candidate for 1/F² of the epochs, the best 1/F of those"
              + " for 1/F, and the best 1/F of these in full (default: all in full).")
  private Optional<Integer> halving = Optional.empty();

  @Option(
      names = "--rungs",
      paramLabel = "NAME,…",
      description =
          "With --halving, what candidates are tried on first instead of fewer epochs: a"
              + " training-free score, smaller sets for all epochs, or first the one and then the"
              + " others, as in naswot,dm-ipc1,dm-ipc10.")
  private Optional<String> rungs = Optional.empty();

  /** The ladder, if one was asked for; its sets are read as the proxy is. */
  public Optional<Halving> halving(ProxyOptions proxy) {
    if (rungs.isPresent() && halving.isEmpty()) {
      throw new IllegalArgumentException(
          "--rungs must go with --halving F, but were %s without".formatted(rungs.get()));
    }
    List<String> words = rungs.map(OptionValues::words).orElse(List.of());
    Optional<FreeScore> score = words.stream().findFirst().flatMap(HalvingOptions::freeScore);
    List<String> sets = words.subList(score.isPresent() ? 1 : 0, words.size());
    for (String set : sets) {
      if (freeScore(set).isPresent()) {
        throw new IllegalArgumentException(
            "a training-free score must be the first of the rungs, but was %s in %s"
                .formatted(set, String.join(",", words)));
      }
    }
    List<ProxySpec> lower = sets.stream().map(set -> rung(proxy, set)).toList();
    return halving.map(factor -> new Halving(factor, score, lower));
  }

  private static Optional<FreeScore> freeScore(String word) {
    return Arrays.stream(FreeScore.values()).filter(score -> score.word().equals(word)).findFirst();
  }

  private static ProxySpec rung(ProxyOptions proxy, String set) {
    try {
      return proxy.spec(set);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a rung must be a proxy or, the first, one of %s: %s"
              .formatted(
                  Arrays.stream(FreeScore.values())
                      .map(FreeScore::word)
                      .collect(Collectors.joining(", ")),
                  e.getMessage()),
          e);
    }
  }
}
