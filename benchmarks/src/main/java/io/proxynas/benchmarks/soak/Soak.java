package io.proxynas.benchmarks.soak;

import io.proxynas.benchmarks.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code benchmarks/soak}: trains candidates, search after search, in one JVM, and prints what the
 * process holds. The last line has the figures between tabs. Exits with 1 if after the first search
 * the process did not stay as it was.
 */
public final class Soak {

  /** Candidates of one search. */
  private static final int OF_A_SEARCH = 100;

  /** Candidates between two samples. */
  private static final int BETWEEN_SAMPLES = 10;

  /** Candidates between two lines of the table. */
  private static final int BETWEEN_LINES = 250;

  private final List<ProcessSample> samples = new ArrayList<>();

  private Soak() {}

  /**
   * Runs.
   *
   * @param arguments candidates, rounded up to whole searches, of which there are at least 2
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int candidates = Math.max(2 * OF_A_SEARCH, Integer.parseInt(arguments[0]));
    Path folder = Files.createTempDirectory("proxynas-soak");
    System.out.printf(
        "%10s %9s %9s %9s %9s %11s %8s%n",
        "candidates", "resident", "heap", "in use", "counted", "descriptors", "threads");
    long start = System.nanoTime();
    Soak soak = new Soak();
    soak.search(candidates, folder);
    Steadiness steadiness = Steadiness.of(soak.afterTheFirstSearch());
    System.out.printf(
        Locale.ROOT,
        "candidates\t%d\tseconds\t%.0f\t%s%n",
        soak.samples.get(soak.samples.size() - 1).candidates(),
        (System.nanoTime() - start) / 1e9,
        steadiness.line());
    System.exit(steadiness.holds() ? 0 : 1);
  }

  /** Searches until so many candidates are trained; nothing is left in the folder. */
  private void search(int candidates, Path folder) throws IOException, InterruptedException {
    TinySearches searches = new TinySearches(folder, OF_A_SEARCH);
    int before = 0;
    for (int number = 1; before < candidates; number++) {
      int first = before;
      before += searches.search(number, trained -> sample(first + trained));
      Folders.delete(folder);
    }
  }

  private void sample(int candidates) {
    if (candidates % BETWEEN_SAMPLES == 0) {
      try {
        samples.add(ProcessSample.now(candidates));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (candidates % BETWEEN_LINES == 0) {
      print(samples.get(samples.size() - 1));
    }
  }

  private static void print(ProcessSample sample) {
    System.out.printf(
        Locale.ROOT,
        "%10d %9.0f %9.0f %9.0f %9.1f %11d %8d%n",
        sample.candidates(),
        sample.resident(),
        sample.heap(),
        sample.heapInUse(),
        sample.counted(),
        sample.descriptors(),
        sample.threads());
  }

  private List<ProcessSample> afterTheFirstSearch() {
    return samples.stream().filter(sample -> sample.candidates() > OF_A_SEARCH).toList();
  }
}
