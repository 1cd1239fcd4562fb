package io.proxynas.benchmarks.kill;

import io.proxynas.train.file.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code benchmarks/kill}: trials of all jobs in turn until so many signals have met a process.
 * Prints each finding, the counts of each job, and, as its last line, figures between tabs. Exits
 * with 1 if there is a finding.
 */
public final class Kill {

  private final Campaign campaign;
  private final List<Turn> turns;

  private Kill(Campaign campaign, List<Turn> turns) {
    this.campaign = campaign;
    this.turns = turns;
  }

  /** A job, and the one trial of it to take, if not all. */
  static final class Turn {

    private final Job job;
    private final Optional<Integer> only;
    private final Tally tally = new Tally();
    private int next = 1;

    private Turn(Job job, Optional<Integer> only) {
      this.job = job;
      this.only = only;
    }

    private int number() {
      return only.orElse(next++);
    }
  }

  /**
   * Runs.
   *
   * @param arguments the number of kills, a seed, the launcher, a folder for findings, and the
   *     names of jobs, each perhaps with the number of the one trial to take, as in search:7; or
   *     none for all jobs
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int kills = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    Path natives =
        Path.of(
            System.getProperty(
                "org.bytedeco.javacpp.cachedir",
                CacheFolder.of(System.getenv()).natives().toString()));
    Program program = new Program(List.of(arguments[2]), natives.toAbsolutePath());
    List<Turn> turns;
    try {
      turns = turns(List.of(arguments).subList(4, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks/kill: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path work = Files.createTempDirectory("proxynas-kill");
    Campaign campaign =
        new Campaign(program, seed, new Place(work.resolve("trial")), Path.of(arguments[3]));
    boolean clean = new Kill(campaign, turns).run(kills, seed);
    Place.delete(work);
    System.exit(clean ? 0 : 1);
  }

  /**
   * Whose turn it is, one after the other.
   *
   * @param words names of jobs, each perhaps with the number of a trial; none for all jobs
   * @throws IllegalArgumentException if a job is not known; the message is for the user
   */
  static List<Turn> turns(List<String> words) {
    List<Turn> turns = new ArrayList<>();
    for (Job job : Jobs.all()) {
      if (words.isEmpty()) {
        turns.add(new Turn(job, Optional.empty()));
      }
      for (String word : words) {
        if (word.equals(job.name())) {
          turns.add(new Turn(job, Optional.empty()));
        } else if (word.startsWith(job.name() + ":")) {
          int number = Integer.parseInt(word.substring(job.name().length() + 1));
          turns.add(new Turn(job, Optional.of(number)));
        }
      }
    }
    if (turns.size() < Math.max(1, words.size())) {
      throw new IllegalArgumentException(
          "jobs must be of %s, but were %s"
              .formatted(Jobs.all().stream().map(Job::name).toList(), words));
    }
    return turns;
  }

  private boolean run(int kills, long seed) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Tally all = new Tally();
    for (int i = 0; all.kills() < kills && i < turns.size() + 10 * kills; i++) {
      take(turns.get(i % turns.size()), all);
      System.err.printf(
          Locale.ROOT,
          "kill: %d of %d kills, %d differences%n",
          all.kills(),
          kills,
          all.differences());
    }
    System.out.println(Tally.head());
    for (Turn turn : turns) {
      System.out.println(turn.tally.row(turn.job.name()));
      if (turn.tally.differences() == 0) {
        campaign.forget(turn.job);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "seed\t%d\tjobs\t%d\t%s\tseconds\t%.0f%n",
        seed,
        turns.size(),
        all.figures(),
        (System.nanoTime() - start) / 1e9);
    return all.differences() == 0;
  }

  private void take(Turn turn, Tally all) throws IOException, InterruptedException {
    campaign.reference(turn.job);
    long start = System.nanoTime();
    Campaign.Result result = campaign.take(turn.job, turn.number());
    double seconds = (System.nanoTime() - start) / 1e9;
    turn.tally.add(result.outcome(), seconds);
    all.add(result.outcome(), seconds);
    if (!result.text().isEmpty()) {
      System.out.println(result.text());
    }
  }
}
