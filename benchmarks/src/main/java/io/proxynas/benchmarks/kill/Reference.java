package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command line that nobody has disturbed.
 *
 * @param seconds that it took
 * @param marks that it passed
 * @param results that it left
 */
record Reference(double seconds, Marks marks, Results results) {

  /**
   * Runs it in an empty place, and leaves all there.
   *
   * @throws IOException if it fails
   */
  static Reference run(Program program, Job job, Place place)
      throws IOException, InterruptedException {
    place.prepare();
    Running process = program.start(place, job.begin());
    Map<String, Integer> marks = new TreeMap<>();
    do {
      Marks.in(place).forEach((name, lines) -> marks.merge(name, lines, Math::max));
    } while (!process.endsWithin(Moment.LOOK_MILLIS));
    double seconds = process.seconds();
    if (process.exitCode() != 0) {
      throw new IOException(
          "an undisturbed command must end with exit code 0, but %s ended with %d: %s"
              .formatted(job.name(), process.exitCode(), lastLine(place)));
    }
    return new Reference(seconds, new Marks(marks), Results.of(place));
  }

  private static String lastLine(Place place) throws IOException {
    List<String> lines = place.printed();
    return lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1);
  }
}
