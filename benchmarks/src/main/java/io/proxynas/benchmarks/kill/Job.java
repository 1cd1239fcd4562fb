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
 */
record Job(String name, List<String> begin, Optional<List<String>> resume) {

  /** One whose run has a {@code run.json}. */
  static Job resumed(String name, String begin, String resume) {
    return new Job(name, words(begin), Optional.of(words(resume)));
  }

  /** One that the same command goes on with. */
  static Job repeated(String name, String begin) {
    return new Job(name, words(begin), Optional.empty());
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
