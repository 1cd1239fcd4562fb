package io.proxynas.cli.option;

import io.proxynas.eval.preset.StandardNetwork;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the values of options; all errors are one sentence for the user. */
public final class OptionValues {

  private static final Pattern DURATION = Pattern.compile("(\\d+h)?(\\d+m)?(\\d+s)?");
  private static final Duration LONGEST = Duration.ofDays(365);

  private OptionValues() {}

  /**
   * The value of a word.
   *
   * @param what is chosen, as in "the strategy"
   * @param values to choose from
   * @param word the word of a value
   * @param text the user's
   */
  public static <T> T choice(String what, T[] values, Function<T, String> word, String text) {
    return Arrays.stream(values)
        .filter(value -> word.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be one of %s, but was \"%s\""
                        .formatted(
                            what,
                            Arrays.stream(values).map(word).collect(Collectors.joining(", ")),
                            text)));
  }

  /** The values of words between commas; otherwise as {@link #choice}. */
  public static <T> List<T> choices(
      String what, T[] values, Function<T, String> word, String text) {
    return words(text).stream().map(one -> choice(what, values, word, one)).toList();
  }

  /** As in {@code convnet,vgg11}. */
  public static List<StandardNetwork> networks(String text) {
    return choices("a network", StandardNetwork.values(), StandardNetwork::word, text);
  }

  /** What stands between commas, without the blanks around it. */
  public static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  /** As in {@code 8,16,32}. */
  public static List<Integer> numbers(String what, String text) {
    if (!text.matches("\\s*\\d{1,9}\\s*(,\\s*\\d{1,9}\\s*)*")) {
      throw new IllegalArgumentException(
          "%s must be whole numbers between commas, as in 1,2,4, but was \"%s\""
              .formatted(what, text));
    }
    return Arrays.stream(text.split(",")).map(String::strip).map(Integer::valueOf).toList();
  }

  /** As in {@code 90s}, {@code 10m}, {@code 1h} or {@code 1h30m}. */
  public static Duration duration(String what, String text) {
    Duration duration = Duration.ZERO;
    if (DURATION.matcher(text).matches()) {
      try {
        duration = Duration.parse("PT" + text);
      } catch (DateTimeParseException e) {
        duration = Duration.ZERO; // empty, or too large for a long: refused below
      }
    }
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s must be a time above 0 and up to a year, as in 90s, 10m or 1h30m, but was \"%s\""
              .formatted(what, text));
    }
    return duration;
  }
}
