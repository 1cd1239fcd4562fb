package io.proxynas.train.check;

/** Refuses what breaks a rule. */
public final class Require {

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

  /**
   * Requires a rule of what a file holds.
   *
   * @param phrase what is wrong, in the format of {@link String#format}
   * @throws WrongFileException with the phrase unless the condition holds
   */
  public static void inFile(boolean condition, String phrase, Object... values)
      throws WrongFileException {
    if (!condition) {
      throw new WrongFileException(phrase.formatted(values));
    }
  }
}
