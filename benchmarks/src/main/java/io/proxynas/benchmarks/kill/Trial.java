package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One command line from its beginning to its end, through kills. */
final class Trial {

  /** How long a process may take to end after a signal, beside what it says itself, 20 s. */
  private static final long PATIENCE_MILLIS = 40_000;

  /** How long one may take that nobody kills any more. */
  private static final long END_MILLIS = 600_000;

  private final Program program;
  private final Job job;
  private final Place place;
  private final List<Signal> sent = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private Optional<List<String>> next;
  private int started;

  private Trial(Program program, Job job, Place place) {
    this.program = program;
    this.job = job;
    this.place = place;
    this.next = Optional.of(job.begin());
  }

  /**
   * What came of a trial.
   *
   * @param sent the signals that met a process
   * @param processes that were started
   * @param events what was done, a line each
   * @param faults what was not as it should be, a sentence each
   */
  record Outcome(List<Signal> sent, int processes, List<String> events, List<String> faults) {}

  /**
   * Runs a command and kills it as planned, lets it go on, and holds it against its reference. The
   * files stay.
   */
  static Outcome run(
      Program program, Job job, Place place, List<PlannedKill> kills, Reference reference)
      throws IOException, InterruptedException {
    Trial trial = new Trial(program, job, place);
    place.prepare();
    if (job.killsExecutors()) {
      trial.killExecutors(kills);
    }
    for (PlannedKill kill : kills) {
      if (trial.next.isPresent() && trial.faults.isEmpty()) {
        trial.kill(kill);
      }
    }
    if (trial.next.isPresent() && trial.faults.isEmpty()) {
      trial.finish();
    }
    if (trial.faults.isEmpty()) {
      trial.compare(reference);
    }
    return new Outcome(trial.sent, trial.started, trial.events, trial.faults);
  }

  private Running start() throws IOException {
    place.keepOutput(started);
    started++;
    List<String> words = next.orElseThrow();
    events.add("nas-search " + String.join(" ", words));
    return program.start(place, words);
  }

  /** Starts a process and ends it, if it does not end before. */
  private void kill(PlannedKill kill) throws IOException, InterruptedException {
    Aftermath aftermath = Aftermath.of(job, place, started == 0);
    Running process = start();
    if (!kill.moment().await(process, place)) {
      events.add("  ended before it was to get %s".formatted(kill));
      ended(process.exitCode());
      return;
    }
    double seconds = process.seconds();
    List<ProcessHandle> helpers = process.helpers();
    process.send(kill.signal());
    if (!process.endsWithin(PATIENCE_MILLIS)) {
      sent.add(kill.signal());
      faults.add("%s does not end it within %d s".formatted(kill, PATIENCE_MILLIS / 1000));
      process.destroy();
      return;
    }
    int code = process.exitCode();
    if (code == 0 && kill.signal() == Signal.KILL) { // nothing outlives that, so it met nothing
      events.add("  ended while it was to get %s".formatted(kill));
      ended(code);
      return;
    }
    sent.add(kill.signal());
    events.add(
        "  %s, that is after %.2f s; it ended with %d after %.2f s more"
            .formatted(kill, seconds, code, process.seconds() - seconds));
    requireEnded(helpers);
    aftermath.faults(kill.signal(), code).forEach(fault -> faults.add(kill + ": " + fault));
    next = code == 0 ? Optional.empty() : aftermath.goOn();
    if (kill.signal() == Signal.KILL) {
      place.removeEmptyRuns();
    }
  }

  /** What has lost the process that it works for ends, too. */
  private void requireEnded(List<ProcessHandle> helpers) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (helpers.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < until) {
      Thread.sleep(Moment.LOOK_MILLIS);
    }
    for (ProcessHandle helper : helpers) {
      if (helper.destroyForcibly()) {
        faults.add(
            "a process that it has started does not end within %d s of its end"
                .formatted(PATIENCE_MILLIS / 1000));
      }
    }
  }

  /** Kills executors of one process, one after the other, and lets it come to its end. */
  private void killExecutors(List<PlannedKill> kills) throws IOException, InterruptedException {
    Running process = start();
    for (PlannedKill kill : kills) {
      if (kill.moment().await(process, place) && awaitExecutor(process)) {
        ProcessHandle executor = process.executors().get(0);
        Running.send(kill.signal(), Long.toString(executor.pid()));
        sent.add(kill.signal());
        events.add(
            "  an executor gets %s, that is after %.2f s".formatted(kill, process.seconds()));
      }
    }
    end(process);
  }

  /** Whether one comes before the process ends. */
  private static boolean awaitExecutor(Running process) throws InterruptedException {
    while (process.executors().isEmpty()) {
      if (process.endsWithin(Moment.LOOK_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  private void finish() throws IOException, InterruptedException {
    end(start());
  }

  private void end(Running process) throws IOException, InterruptedException {
    if (!process.endsWithin(END_MILLIS)) {
      faults.add("it does not come to an end");
      process.destroy();
      return;
    }
    ended(process.exitCode());
  }

  private void ended(int code) throws IOException {
    next = Optional.empty();
    if (code != 0) {
      List<String> printed = place.printed();
      faults.add(
          "undisturbed it ends with exit code %d: %s"
              .formatted(code, printed.isEmpty() ? "" : printed.get(printed.size() - 1)));
    }
  }

  private void compare(Reference reference) throws IOException {
    faults.addAll(Results.of(place).differences(reference.results()));
    for (Path file : place.files()) {
      boolean mayStay =
          sent.contains(Signal.KILL) && (job.resume().isEmpty() || !file.startsWith(place.work()));
      if (Place.isTemporary(file) && !mayStay) {
        faults.add(place.name(file) + " is a temporary file that is left at the end");
      }
    }
  }
}
