package io.proxynas.arbiter;

import io.proxynas.train.check.Require;

/** How many passes over the proxy set a candidate trains. */
@FunctionalInterface
public interface EpochRule {

  /** The most passes over the proxy set for one over the full data, of the standard rule. */
  int MOST = 4;

  /**
   * The passes.
   *
   * @param fullEpochs passes over the full data, as the configuration has them
   * @param fullImages images of the full data
   * @param proxyImages images of the proxy set
   * @return at least 1
   */
  int epochs(int fullEpochs, int fullImages, int proxyImages);

  /**
   * As many updates as on the full data, which takes as long as on the full data, but at most so
   * many passes for each pass over the full data.
   *
   * @param most at least 1
   */
  static EpochRule sameUpdates(int most) {
    Require.atLeastOne("the most passes", most);
    return (fullEpochs, fullImages, proxyImages) -> {
      long same = ((long) fullEpochs * fullImages + proxyImages - 1) / proxyImages;
      return (int) Math.max(fullEpochs, Math.min(same, (long) most * fullEpochs));
    };
  }

  /**
   * A number of passes, whatever the data.
   *
   * @param epochs at least 1
   */
  static EpochRule fixed(int epochs) {
    Require.atLeastOne("epochs", epochs);
    return (fullEpochs, fullImages, proxyImages) -> epochs;
  }
}
