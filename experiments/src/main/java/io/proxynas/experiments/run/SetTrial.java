package io.proxynas.experiments.run;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.Accuracies;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.train.data.DataSet;
import java.util.List;

/**
 * A training set and what it is worth: the part that most trials have in common. The set is made,
 * or found in the store, and networks are trained on it alone.
 *
 * @param making of the set
 * @param protocol by which it is evaluated
 */
public record SetTrial(SetMaking making, Protocol protocol) {

  /** A set by the whole course of its method. */
  public SetTrial(ProxySets sets, ProxySpec spec, Protocol protocol) {
    this(new SetMaking(sets, spec), protocol);
  }

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

  /** Making the set, if the store does not have it, and evaluating it. */
  public List<Effort> efforts() {
    return List.of(making.effort(), Effort.of(accuracy(), making.trainingImages(), data().test()));
  }

  /** Does both. */
  public Result run(Workbench bench, Trial.Steps steps) throws InterruptedException {
    ProxySets.Proxy set = making.make(bench, steps.next());
    ProxyAccuracy accuracy = accuracy();
    Accuracies accuracies =
        accuracy.measure(List.of(set.images()), data().test(), steps.next()).get(0);
    return new Result(accuracies, set, accuracy.recipe().epochs());
  }

  private ProxyAccuracy accuracy() {
    int workers = making.sets().workers();
    return making.spec() instanceof ProxySpec.Full
        ? protocol.whole(data(), workers, making.sets().seed())
        : protocol.accuracy(data(), making.trainingImages(), workers, making.sets().seed());
  }

  private DataSet data() {
    return making.data();
  }
}
