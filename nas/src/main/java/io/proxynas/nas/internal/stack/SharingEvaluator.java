package io.proxynas.nas.internal.stack;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.journal.TrainingKey;
import io.proxynas.nas.journal.TrainingStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes what other runs have trained from the store, and keeps there what is trained. Belongs
 * beneath the journal, so that the run's folder has every outcome, whoever trained it.
 *
 * @param inner trains the others
 * @param store of all runs
 * @param key of a candidate's training
 */
record SharingEvaluator(
    CandidateEvaluator inner, TrainingStore store, Function<Architecture, TrainingKey> key)
    implements CandidateEvaluator {

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    Map<String, Outcome> answers = new HashMap<>();
    Observer noting = observer.first(outcome -> answers.put(outcome.architecture().id(), outcome));
    List<Architecture> unknown = candidates.stream().filter(c -> !isKnown(c, noting)).toList();
    inner.evaluate(unknown, noting.first(this::keep));
    return candidates.stream().map(c -> answers.get(c.id())).filter(Objects::nonNull).toList();
  }

  private boolean isKnown(Architecture candidate, Observer observer) {
    Optional<Outcome.Trained> found = store.find(key.apply(candidate), candidate);
    found.ifPresent(observer::finished);
    return found.isPresent();
  }

  private void keep(Outcome outcome) {
    if (outcome instanceof Outcome.Trained trained) {
      store.keep(key.apply(trained.architecture()), trained);
    }
  }
}
