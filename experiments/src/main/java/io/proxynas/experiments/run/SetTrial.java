package io.proxynas.experiments.run;

import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.data.DataSet;
import io.proxynas.eval.run.ProxySets;
import io.proxynas.experiments.Accuracies;
import io.proxynas.experiments.ProxyAccuracy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A training set and what it is worth: the part that most trials have in common. The set is made,
 * or found in the store, and networks are trained on it alone.
 *
 * @param sets of the data set, with the settings that make this one
 * @param spec which one
 * @param protocol by which it is evaluated
 */
public record SetTrial(ProxySets sets, ProxySpec spec, Protocol protocol) {

  /**
   * What was measured.
   *
   * @param accuracies of the networks on the test images
   * @param set that they were trained on
   * @param epochs of each training
   */
  public record Result(Accuracies accuracies, ProxySets.Proxy set, int epochs) {

    /** The worker time that making the set took, in seconds, also if it was made earlier. */
    public double condensationSeconds() {
      return set.cost().toNanos() / 1e9;
    }
  }

  /** What the result depends on. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(making().settings());
    settings.put("protocol", protocol.toString());
    return settings;
  }

  /** Making the set, if the store does not have it, and evaluating it. */
  public List<Effort> efforts() {
    return List.of(
        making().effort(), Effort.of(accuracy(), making().trainingImages(), data().test()));
  }

  private SetMaking making() {
    return new SetMaking(sets, spec);
  }

  /** The iterations that made the set; none if it had none. */
  public OptionalInt iterations() {
    return spec instanceof ProxySpec.Condensed condensed
        ? sets.condensation().iterations(condensed.by(), condensed.imagesPerClass())
        : OptionalInt.empty();
  }

  /** Does both. */
  public Result run(Workbench bench, Trial.Steps steps) throws InterruptedException {
    ProxySets.Proxy set = bench.set(sets, spec, steps.next());
    ProxyAccuracy accuracy = accuracy();
    Accuracies accuracies =
        accuracy.measure(List.of(set.images()), data().test(), steps.next()).get(0);
    return new Result(accuracies, set, accuracy.recipe().epochs());
  }

  private ProxyAccuracy accuracy() {
    return spec instanceof ProxySpec.Full
        ? protocol.whole(data(), sets.workers(), sets.seed())
        : protocol.accuracy(data(), making().trainingImages(), sets.workers(), sets.seed());
  }

  private DataSet data() {
    return sets.data();
  }
}
