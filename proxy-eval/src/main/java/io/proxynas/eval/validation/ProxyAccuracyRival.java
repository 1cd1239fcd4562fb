package io.proxynas.eval.validation;

import java.time.Duration;
import java.util.List;

/**
 * Ranks candidates by their accuracy on the proxy, where the ranking goes by another score or by
 * more: what that is worth.
 *
 * @param name in reports
 */
public record ProxyAccuracyRival(String name) implements RivalScorer {

  @Override
  public Rival.Needs needs() {
    return Rival.Needs.PROXY;
  }

  @Override
  public List<RivalScore> score(List<PairedScore> candidates) {
    return candidates.stream().map(c -> new RivalScore(c.proxyMerit(), Duration.ZERO)).toList();
  }
}
