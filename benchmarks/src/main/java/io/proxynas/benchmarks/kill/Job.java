package io.proxynas.benchmarks.kill;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command line that is killed.
 *
 * @param name of the job, for the user
 * @param begin the words of the command line
 * @param resume the words that go on with it; if there are none, the same command does
 * @param killsExecutors whether not the process that the user started is killed, but one that
 *     trains for it on Spark, after which the command must go on by itself
 */
record Job(String name, List<String> begin, Optional<List<String>> resume, boolean killsExecutors) {

  /** One whose run has a {@code run.json}. */
  static Job resumed(String name, String begin, String resume) {
    return new Job(name, words(begin), Optional.of(words(resume)), false);
  }

  /** One that the same command goes on with. */
  static Job repeated(String name, String begin) {
    return new Job(name, words(begin), Optional.empty(), false);
  }

  /** The same command, whose executors are killed. */
  Job ofExecutors() {
    return new Job(name, begin, resume, true);
  }

  /** Words between spaces; a part between quotes is in one word. */
  static List<String> words(String line) {
    return Pattern.compile("(?:[^\\s']|'[^']*')+")
        .matcher(line)
        .results()
        .map(word -> word.group().replace("'", ""))
        .toList();
  }
}
