package io.proxynas.benchmarks.profile;

import io.proxynas.benchmarks.work.CandidateTask;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import io.proxynas.train.ProcessorTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains and scores candidates, one after the other by one worker, as a search does, and prints
 * what the worker did: a line {@code group} with a name and the number of candidates begins each
 * group of them, lines {@code phase}, name, seconds follow it. oneDNN's own log, if the environment
 * asks for it, is printed in between.
 *
 * <p>A group is a width of the ConvNet space, all depths and all else drawn by seed, or {@code
 * nasbench201}, or an id of one of its networks.
 */
public final class CandidateProfile {

  private static final String BENCHMARK = "nasbench201";

  private final RecipeTrainer trainer;
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);

  private CandidateProfile(CandidateTask task) {
    RecipeTrainer of = task.trainer();
    trainer =
        new RecipeTrainer(
            of.trainer(),
            TimedPixels.trained(of.train()),
            TimedPixels.scored(of.validation()),
            of.seed());
  }

  /**
   * Profiles groups of candidates.
   *
   * @param args a folder for the journals, the candidates of a group, the epochs of a training, and
   *     the groups
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty(TimedProvider.WANTED, "true");
    int count = Integer.parseInt(args[1]);
    CandidateTask task = CandidateTask.of(Integer.parseInt(args[2]));
    for (int i = 3; i < args.length; i++) {
      List<Architecture> networks = networks(args[i], count);
      new CandidateProfile(task.withEpochs(1)).run(networks.subList(0, 1), folder(args, i, "warm"));
      System.out.printf("group\t%s\t%d%n", args[i], networks.size());
      CandidateProfile profile = new CandidateProfile(task);
      profile.print(profile.run(networks, folder(args, i, "run")));
    }
  }

  private static Path folder(String[] args, int group, String use) {
    return Path.of(args[0]).resolve(use + group);
  }

  private static List<Architecture> networks(String group, int count) {
    if (group.equals(BENCHMARK)) {
      return CandidateTask.drawn(NasBench201Space.BENCHMARK, count);
    }
    if (!group.matches("\\d{1,9}")) {
      SearchSpace space = group.startsWith("|") ? NasBench201Space.BENCHMARK : ConvNetSpace.CPU;
      return List.of(space.parse(group));
    }
    SearchSpace space =
        new ConvNetSpace(ConvNetSpace.CPU.depths(), List.of(Integer.parseInt(group)));
    return CandidateTask.drawn(space, count);
  }

  /** Returns the nanoseconds outside of the worker: evaluators and journal. */
  private long run(List<Architecture> networks, Path folder)
      throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    try (Journal journal = Journal.create(folder, Map.of("benchmark", "profile"));
        LocalEvaluator workers = new LocalEvaluator(timed(), 1)) {
      long start = ProcessorTime.nanos();
      outcomes.addAll(journal.journalling(workers).evaluate(networks));
      long outside = ProcessorTime.nanos() - start;
      outcomes.forEach(CandidateProfile::require);
      return outside;
    }
  }

  private static void require(Outcome outcome) {
    if (!(outcome instanceof Outcome.Trained)) {
      throw new IllegalStateException("a candidate must be trained, but was not: " + outcome);
    }
  }

  private CandidateTrainer timed() {
    return network -> {
      Timeline timeline = Timeline.own();
      timeline.start();
      var scores = trainer.train(network);
      timeline.began();
      timeline.nanos().forEach((phase, time) -> nanos.merge(phase, time, Long::sum));
      return scores;
    };
  }

  private void print(long outside) {
    nanos.forEach((phase, time) -> print(phase.name(), time));
    print("JOURNAL", outside);
  }

  private static void print(String phase, long time) {
    System.out.printf(Locale.ROOT, "phase\t%s\t%.6f%n", phase.toLowerCase(Locale.ROOT), time / 1e9);
  }
}
