package io.proxynas.train.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A constant for which users and files have a word. */
public interface Named {

  /** The word on the command line, in files and in reports. */
  String word();

  /** The constant of a word, if there is one. */
  static <E extends Named> Optional<E> find(E[] constants, String word) {
    return Arrays.stream(constants).filter(one -> one.word().equals(word)).findFirst();
  }

  /**
   * The constant of a word.
   *
   * @param what it is, as in {@code the decoding}
   * @throws IllegalArgumentException with a sentence that lists the words if it is none of them
   */
  static <E extends Named> E of(String what, E[] constants, String word) {
    return find(constants, word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, but was \"%s\""
                        .formatted(what, words(constants), word)));
  }

  /** The words of constants, separated by commas. */
  static String words(Named... constants) {
    return Arrays.stream(constants).map(Named::word).collect(Collectors.joining(", "));
  }
}
