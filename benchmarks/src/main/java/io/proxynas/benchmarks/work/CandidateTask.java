package io.proxynas.benchmarks.work;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.train.Regimes;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.Trainer;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.file.Host;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a search trains and scores a candidate on {@code dm-ipc50} of the embedded data set, by the
 * search's own classes: batches of 25, Siamese augmentation, momentum, the learning rate along a
 * cosine. Scored are all 2,000 images of the validation split.
 *
 * @param trainer trains and scores one candidate
 */
public record CandidateTask(RecipeTrainer trainer) {

  private static final Seed SEED = new Seed(1);

  /**
   * Finds images and proxy set, which come with the program.
   *
   * @param epochs of a training; the search takes 5
   * @throws InterruptedException if the thread is interrupted
   */
  public static CandidateTask of(int epochs) throws InterruptedException {
    DataSet data = DataSets.load("fashion-mnist-mini");
    Host host = new Host(Map.of(), "a benchmark", 1, Clock.systemUTC());
    ProxyStore store =
        new ProxyStore(
            CacheFolder.of(System.getenv()).proxies(),
            host,
            ProxyStore.Terms.USUAL,
            System.err::println);
    ProxySets.Proxy proxy =
        ProxySets.of(data, Preset.DEFAULT.condensation(), SEED, 1, store)
            .get((ProxySpec.Condensed) ProxySpec.parse("dm-ipc50"));
    Regimes regimes =
        Regimes.of(data, Preset.DEFAULT.recipe(data).withEpochs(epochs), SEED).onAllOfTheSplit();
    return new CandidateTask(regimes.scorer(regimes.on(proxy)));
  }

  /** The same in another number of epochs. */
  public CandidateTask withEpochs(int epochs) {
    return new CandidateTask(
        new RecipeTrainer(
            new Trainer(trainer.trainer().recipe().withEpochs(epochs)),
            trainer.train(),
            trainer.validation(),
            trainer.seed()));
  }

  /**
   * Different networks of a space, drawn by a fixed seed: the first few of more are those of less.
   *
   * @param count at most as many as the space has
   */
  public static List<Architecture> drawn(SearchSpace space, int count) {
    var random = SEED.child("candidates of " + space.name()).generator();
    Map<String, Architecture> drawn = new LinkedHashMap<>();
    while (drawn.size() < count) {
      Architecture network = space.canonical(space.random(random));
      drawn.putIfAbsent(network.id(), network);
    }
    return List.copyOf(drawn.values());
  }

  /** In the order in which a search's workers take them: the costliest first. */
  public List<Architecture> inOrder(List<Architecture> candidates) {
    return candidates.stream().sorted(Comparator.comparingLong(trainer::flops).reversed()).toList();
  }

  /** Floating-point operations of a candidate: three forward passes a step, one a scored image. */
  public long flops(Architecture candidate) {
    long images =
        3L * trainer.trainer().recipe().epochs() * trainer.train().size()
            + trainer.validation().size();
    return images * trainer.flops(candidate);
  }
}
