package io.proxynas.benchmarks.fuzz;

import io.proxynas.benchmarks.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code benchmarks/fuzz}: cases of all readers in turn until the time is over. Prints each finding
 * once, the cases of each reader, and, as its last line, figures between tabs. Exits with 1 if
 * there is a finding.
 */
public final class Fuzz {

  /** Cases of a reader before it is the next one's turn. */
  private static final int TURN = 50;

  private final Campaign campaign;
  private final Path findings;
  private final List<Target> targets;
  private final int[] taken;
  private final int[] refused;
  private final int[] found;
  private final long[] nanos;
  private final Set<String> places = new HashSet<>();

  private Fuzz(Campaign campaign, Path findings, List<Target> targets) {
    this.campaign = campaign;
    this.findings = findings;
    this.targets = targets;
    taken = new int[targets.size()];
    refused = new int[targets.size()];
    found = new int[targets.size()];
    nanos = new long[targets.size()];
  }

  /**
   * Runs.
   *
   * @param arguments minutes, a seed, a folder for findings, and the names of readers, or none for
   *     all
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Duration time = Duration.ofMillis(Math.round(60_000 * Double.parseDouble(arguments[0])));
    long seed = Long.parseLong(arguments[1]);
    List<Target> targets;
    try {
      targets = Targets.of(List.of(arguments).subList(3, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks/fuzz: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path work = Files.createTempDirectory("proxynas-fuzz");
    Fuzz fuzz = new Fuzz(new Campaign(seed, work), Path.of(arguments[2]), targets);
    boolean clean = fuzz.run(System.nanoTime() + time.toNanos());
    Folders.delete(work);
    System.exit(clean ? 0 : 1);
  }

  private boolean run(long until) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() < until) {
      for (int t = 0; t < targets.size() && System.nanoTime() < until; t++) {
        turn(t, until);
      }
    }
    print((System.nanoTime() - start) / 1e9);
    return places.isEmpty();
  }

  private void turn(int t, long until) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < TURN && System.nanoTime() < until; i++) {
      Campaign.Result result = campaign.take(targets.get(t), taken[t]++);
      refused[t] += result.refused() ? 1 : 0;
      if (result.finding().isPresent()) {
        found[t]++;
        tell(result.finding().get());
      }
    }
    nanos[t] += System.nanoTime() - start;
  }

  private void tell(Finding finding) throws IOException {
    if (places.add(finding.place())) {
      System.out.printf("%s%n  in %s%n", finding.text(), finding.save(findings));
    }
  }

  private void print(double seconds) {
    int all = 0;
    int allRefused = 0;
    int allFound = 0;
    System.out.printf(
        "%-16s %8s %8s %8s %8s%n", "reader", "cases", "refused", "findings", "ms/case");
    for (int t = 0; t < targets.size(); t++) {
      System.out.printf(
          Locale.ROOT,
          "%-16s %8d %8d %8d %8.1f%n",
          targets.get(t).name(),
          taken[t],
          refused[t],
          found[t],
          nanos[t] / 1e6 / Math.max(1, taken[t]));
      all += taken[t];
      allRefused += refused[t];
      allFound += found[t];
    }
    System.out.printf(
        Locale.ROOT,
        "seed\t%d\treaders\t%d\tcases\t%d\trefused\t%d\tfindings\t%d\tplaces\t%d\tseconds\t%.0f%n",
        campaign.seed(),
        targets.size(),
        all,
        allRefused,
        allFound,
        places.size(),
        seconds);
  }
}
