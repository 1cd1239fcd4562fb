package io.proxynas.eval.validation;

import io.proxynas.nas.ranking.LogRanks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks candidates by the proxy's accuracy together with other scores, by their log ranks among
 * these candidates ({@link LogRanks}).
 *
 * @param name in reports
 * @param others the other scores
 */
public record CombinedRival(String name, List<RivalScorer> others) implements RivalScorer {

  @Override
  public Rival.Needs needs() {
    return Rival.Needs.PROXY;
  }

  @Override
  public List<RivalScore> score(List<PairedScore> candidates) throws InterruptedException {
    List<List<RivalScore>> parts = new ArrayList<>();
    parts.add(candidates.stream().map(c -> new RivalScore(c.proxyMerit(), c.proxyTime())).toList());
    for (RivalScorer other : others) {
      parts.add(other.score(candidates));
    }
    double[] values = LogRanks.combined(parts.stream().map(CombinedRival::values).toList());
    return IntStream.range(0, values.length)
        .mapToObj(i -> new RivalScore(values[i], cost(parts, i)))
        .toList();
  }

  private static double[] values(List<RivalScore> scores) {
    return scores.stream().mapToDouble(RivalScore::value).toArray();
  }

  private static Duration cost(List<List<RivalScore>> parts, int candidate) {
    return parts.stream()
        .map(part -> part.get(candidate).cost())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
