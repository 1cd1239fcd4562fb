package io.proxynas.benchmarks.work;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.MemoryLimit;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.LocalWorkplace;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.internal.stack.EvaluatorStack;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.space.ConvNetSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a search does, candidate by candidate: the whole stack of its evaluators, its journal and
 * two workers. A round trains and scores all networks; its parts are the networks.
 */
public final class Candidates implements MeasuredWork {

  private static final int WORKERS = 2;

  private final CandidateTask task;
  private final List<Architecture> networks;
  private final MemoryLimit memory =
      new MemoryLimit(Runtime.getRuntime().maxMemory(), 12L << 30, WORKERS);
  private List<Part> parts = List.of();

  /**
   * @param networks whatever order they are in, the costliest is started first
   */
  public Candidates(CandidateTask task, List<Architecture> networks) {
    this.task = task;
    this.networks = task.inOrder(networks);
  }

  /** What the networks are trained on, and how. */
  public CandidateTask task() {
    return task;
  }

  /** The networks, the costliest first. */
  public List<Architecture> networks() {
    return networks;
  }

  /** Of all networks. */
  @Override
  public long parameters() {
    return networks.stream().mapToLong(network -> task.trainer().size(network).parameters()).sum();
  }

  @Override
  public long flops() {
    return networks.stream().mapToLong(task::flops).sum();
  }

  /** One epoch of each network. */
  @Override
  public void warmUp() throws InterruptedException {
    evaluate(task.withEpochs(1));
  }

  /** The mean accuracy. */
  @Override
  public double round() throws InterruptedException {
    parts = evaluate(task).stream().map(Candidates::part).toList();
    return parts.stream().mapToDouble(Part::result).average().orElseThrow();
  }

  private static Part part(Outcome outcome) {
    if (outcome instanceof Outcome.Trained trained) {
      double accuracy = trained.scores().validationAccuracy();
      return new Part(trained.architecture().id(), trained.seconds(), accuracy);
    }
    throw new IllegalStateException("a candidate must be trained, but was not: " + outcome);
  }

  @Override
  public List<Part> parts() {
    return parts;
  }

  private List<Outcome> evaluate(CandidateTask of) throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("candidates");
      try (Journal journal = Journal.create(folder, Map.of("benchmark", "candidates"));
          EvaluatorStack stack =
              EvaluatorStack.of(TrainingJob.of(ConvNetSpace.CPU, of.trainer()), journal)
                  .on(new LocalWorkplace(memory), candidate -> {})) {
        return stack.evaluate(networks);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  @Override
  public void close() {}
}
