package io.proxynas.spark.internal.executor;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.space.SearchSpace;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * What a task does: trains the candidates of its ids, one at a time on each of its cores. It
 * answers in their order; what a candidate's training throws is in its answer.
 *
 * @param space of the candidates
 * @param ladder whether the ids are those of candidates on the rungs of a ladder
 * @param trainers makes the trainer
 */
public record TrainingTask(SearchSpace space, boolean ladder, TrainerSource trainers)
    implements Function<List<String>, List<Answer>> {

  @Override
  public List<Answer> call(List<String> ids) throws InterruptedException {
    List<Architecture> candidates = ids.stream().map(this::architecture).toList();
    try (LocalEvaluator local = new LocalEvaluator(trainers.trainer(), TaskContext.get().cpus())) {
      return local.evaluate(candidates).stream().map(Answer::of).toList();
    }
  }

  private Architecture architecture(String id) {
    return ladder ? RungTraining.parse(space, id) : space.parse(id);
  }
}
