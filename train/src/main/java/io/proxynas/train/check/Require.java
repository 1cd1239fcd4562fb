package io.proxynas.train.check;

import java.nio.file.Path;
import java.util.Arrays;

/** Refuses what breaks a rule. */
public final class Require {

  private static final int LONGEST_NAME = 500;

  private Require() {}

  /**
   * Requires a rule of an argument.
   *
   * @param sentence what, rule and actual value, in the format of {@link String#format}
   * @throws IllegalArgumentException with the sentence unless the condition holds
   */
  public static void that(boolean condition, String sentence, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(sentence.formatted(values));
    }
  }

  /** Requires the usual rule of a number of things. */
  public static void atLeastOne(String what, int value) {
    that(value >= 1, "%s must be at least 1, but was %s", what, value);
  }

  /** Requires that a number of things stays within what the program is made for. */
  public static void atMost(String what, int most, int value) {
    that(value <= most, "%s must be at most %d, but was %d", what, most, value);
  }

  /**
   * Requires that a name is one that can be printed: of at most {@value #LONGEST_NAME} characters,
   * none of which {@linkplain Shown commands a terminal}.
   *
   * @throws IllegalArgumentException with one sentence if it is not
   */
  public static void name(String what, String name) {
    that(
        name.length() <= LONGEST_NAME && name.equals(Shown.sentence(name)),
        "%s must have at most %d characters, and none that commands a terminal, but is %s",
        what,
        LONGEST_NAME,
        Shown.of(name));
  }

  /**
   * Requires a rule of what a file holds.
   *
   * @param phrase what is wrong, in the format of {@link String#format}
   * @param values of the phrase; all but numbers as {@link Shown#of} shows them
   * @throws WrongFileException with the phrase unless the condition holds
   */
  public static void inFile(boolean condition, String phrase, Object... values)
      throws WrongFileException {
    if (!condition) {
      throw new WrongFileException(
          phrase.formatted(Arrays.stream(values).map(Require::shown).toArray()));
    }
  }

  private static Object shown(Object value) {
    return value instanceof Number || value instanceof Path ? value : Shown.of(value);
  }
}
