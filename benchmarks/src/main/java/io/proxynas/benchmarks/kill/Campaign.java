package io.proxynas.benchmarks.kill;

import io.proxynas.engine.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Trials of command lines. A trial is told by the name of its job, the seed and its number, by
 * which the same kills are drawn again; what they meet is a matter of the machine.
 */
final class Campaign {

  private final Program program;
  private final long seed;
  private final Place place;
  private final Path findings;
  private final Map<String, Reference> references = new HashMap<>();

  /**
   * None taken yet.
   *
   * @param seed of all draws
   * @param place of all processes, one after the other
   * @param findings where to put the folders of trials that found something
   */
  Campaign(Program program, long seed, Place place, Path findings) {
    this.program = program;
    this.seed = seed;
    this.place = place;
    this.findings = findings;
  }

  /**
   * What came of a trial.
   *
   * @param text what was done and found, if something was found; else nothing
   */
  record Result(Trial.Outcome outcome, String text) {}

  /** The undisturbed run of a command, which is taken first. */
  Reference reference(Job job) throws IOException, InterruptedException {
    Reference known = references.get(job.name());
    if (known != null) {
      return known;
    }
    Reference taken = Reference.run(program, job, place);
    place.moveTo(kept(job, "undisturbed"));
    references.put(job.name(), taken);
    return taken;
  }

  /** Takes one trial. */
  Result take(Job job, int number) throws IOException, InterruptedException {
    Reference reference = reference(job);
    RandomGenerator random = new Seed(seed).child(job.name()).child("trial " + number).generator();
    List<PlannedKill> kills = PlannedKill.draw(random, reference);
    Trial.Outcome outcome = Trial.run(program, job, place, kills, reference);
    return new Result(outcome, outcome.faults().isEmpty() ? "" : tell(job, number, outcome));
  }

  private String tell(Job job, int number, Trial.Outcome outcome) throws IOException {
    Path folder = place.moveTo(kept(job, Integer.toString(number)));
    String text =
        "%s, seed %d, trial %d (benchmarks/kill 1 %d %s:%d):%n  %s%n  in %s"
            .formatted(
                job.name(),
                seed,
                number,
                seed,
                job.name(),
                number,
                String.join("\n  ", outcome.faults()),
                folder);
    Files.writeString(
        folder.resolve("finding.txt"), text + "\n" + String.join("\n", outcome.events()) + "\n");
    return text;
  }

  private Path kept(Job job, String what) {
    return findings.resolve("kill-%s-%d-%s".formatted(job.name(), seed, what));
  }

  /** Removes what an undisturbed run left, for which there is no finding. */
  void forget(Job job) throws IOException {
    Place.delete(kept(job, "undisturbed"));
  }
}
