package io.proxynas.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A constant of an enum that users and files name by a word: its own name in small letters, with
 * hyphens, unless it says another. So who renames such a constant changes options and files.
 */
public interface Worded {

  /** The constant's name, as in {@code EARLY_STOPPING}. */
  String name();

  /** The word for it, as in {@code early-stopping}. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of a word, if there is one. */
  static <E extends Worded> Optional<E> find(E[] constants, String word) {
    return Arrays.stream(constants).filter(one -> one.word().equals(word)).findFirst();
  }

  /**
   * The constant of a word.
   *
   * @param what it is, as in {@code the decoding}
   * @throws IllegalArgumentException with a sentence that lists the words if it is none of them
   */
  static <E extends Worded> E of(String what, E[] constants, String word) {
    return find(constants, word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, but was \"%s\""
                        .formatted(what, words(constants), word)));
  }

  /** The words of constants, separated by commas. */
  static String words(Worded... constants) {
    return Arrays.stream(constants).map(Worded::word).collect(Collectors.joining(", "));
  }
}
