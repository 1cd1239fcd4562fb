package io.proxynas.eval.table;

import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.nas.space.ArchitectureList;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.Recipe;
import io.proxynas.train.check.Require;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Everything that decides what a table says. All trainings of a network have at most {@value
 * #MOST_EPOCHS} epochs.
 *
 * @param proxies the sets to train on, each once; none for a table of full trainings
 * @param proxyEpochs how long to train on each of them, each number once; at least one if there is
 *     a set
 * @param condensation settings of the methods that make the sets
 * @param space of the networks
 * @param sample how many networks to measure, at least 1; all of the space if empty
 * @param recipe of every training
 * @param truthSeeds trainings on the full data, at least 0
 * @param statistics by which networks trained on the proxies are scored
 * @param seed the root of all randomness
 */
public record TablePlan(
    List<ProxySpec> proxies,
    List<Integer> proxyEpochs,
    CondensationSettings condensation,
    SearchSpace space,
    Optional<Integer> sample,
    Recipe recipe,
    int truthSeeds,
    StatisticsFrom statistics,
    Seed seed) {

  /** The largest space that is listed, and measured as a whole. */
  static final long MOST_LISTED = 100_000;

  /** Epochs of all trainings of one network. */
  private static final int MOST_EPOCHS = 100_000;

  public TablePlan {
    proxies = List.copyOf(proxies);
    proxyEpochs = List.copyOf(proxyEpochs);
    proxies.forEach(proxy -> ProxySpec.requireTrained("a proxy of a table", proxy));
    requireOnce("proxy", proxies.stream().map(ProxySpec::name).toList());
    requireOnce("number of epochs", proxyEpochs);
    proxyEpochs.forEach(epochs -> Require.atLeastOne("the epochs on a proxy", epochs));
    Require.that(
        proxies.isEmpty() || !proxyEpochs.isEmpty(),
        "a table with proxies must say for how many epochs to train on them, but says none");
    Require.that(truthSeeds >= 0, "truth seeds must be at least 0, but was %s", truthSeeds);
    requireFewScores(proxies.size(), proxyEpochs, (long) truthSeeds * recipe.epochs());
    sample.ifPresent(count -> Require.atLeastOne("the sample", count));
    Require.that(
        sample.isPresent() || space.size() <= MOST_LISTED,
        "a space that is measured as a whole must have at most %,d networks, but %s has %,d: say how many to measure by --sample",
        MOST_LISTED,
        space,
        space.size());
  }

  /** Each epoch of each training has columns of its own. */
  private static void requireFewScores(int proxies, List<Integer> onEach, long onAll) {
    long epochs = onAll + proxies * onEach.stream().mapToLong(each -> each).sum();
    Require.that(
        epochs <= MOST_EPOCHS,
        "the trainings of a network of a table must have at most %,d epochs in all, each with columns of its own, but these have %,d",
        MOST_EPOCHS,
        epochs);
  }

  private static void requireOnce(String what, List<?> values) {
    HashSet<Object> seen = new HashSet<>();
    for (Object value : values) {
      Require.that(
          seen.add(value), "each %s of a table must be given once, but %s is twice", what, value);
    }
  }

  /**
   * The networks to measure, no two of them the same, in random order: any first part of them is a
   * random sample of the space, and a larger sample begins with a smaller one.
   *
   * @throws IllegalArgumentException if the space has not as many as the sample
   */
  public List<Architecture> networks() {
    if (space.size() > MOST_LISTED) {
      return new ArchitectureList(space).sample(sample.orElseThrow(), seed.child("table"));
    }
    Map<String, Architecture> distinct = new LinkedHashMap<>();
    space.architectures().map(space::canonical).forEach(a -> distinct.putIfAbsent(a.id(), a));
    int count = sample.orElse(distinct.size());
    Require.that(
        count <= distinct.size(),
        "the sample must be at most the %,d different networks of the space, but was %,d",
        distinct.size(),
        count);
    List<Architecture> all = List.copyOf(distinct.values());
    int[] order = IntStream.range(0, all.size()).toArray();
    Shuffle.prefix(order, count, seed.child("table").generator());
    return IntStream.of(order).limit(count).mapToObj(all::get).toList();
  }
}
