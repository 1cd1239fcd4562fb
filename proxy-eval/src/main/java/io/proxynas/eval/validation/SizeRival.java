package io.proxynas.eval.validation;

import io.proxynas.nas.candidate.CandidateScores;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Ranks candidates by their size, larger first: read off the architecture, so that it costs
 * nothing.
 *
 * @param name of the size
 * @param size of a candidate
 */
public record SizeRival(String name, ToLongFunction<CandidateScores> size) implements RivalScorer {

  /** By the number of trainable parameters. */
  public static final SizeRival PARAMETERS =
      new SizeRival(Rival.PARAMETERS, CandidateScores::parameters);

  /** By the floating-point operations of a forward pass. */
  public static final SizeRival FLOPS = new SizeRival(Rival.FLOPS, CandidateScores::flops);

  @Override
  public Rival.Needs needs() {
    return Rival.Needs.NOTHING;
  }

  @Override
  public List<RivalScore> score(List<PairedScore> candidates) {
    return candidates.stream()
        .map(pair -> new RivalScore(size.applyAsLong(pair.proxy().scores()), Duration.ZERO))
        .toList();
  }
}
