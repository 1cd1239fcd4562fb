package io.proxynas.condense.set;

import io.proxynas.engine.Worded;
import io.proxynas.train.check.Require;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which proxy the user asks for, as named on the command line: {@code dm-ipc50}, {@code full},
 * {@code none} or the path of a saved set.
 */
public sealed interface ProxySpec {

  /** What the user calls it; {@link #parse} reads it back, unless it is a saved set. */
  String name();

  /** The method's word, as in reports. */
  String method();

  /**
   * A set of so many images of each class, made by a method.
   *
   * @param by the method
   * @param imagesPerClass at least 1
   */
  record Condensed(Method by, int imagesPerClass) implements ProxySpec {

    public Condensed {
      Require.atLeastOne("images per class", imagesPerClass);
    }

    @Override
    public String name() {
      return by.word() + SEPARATOR + imagesPerClass;
    }

    @Override
    public String method() {
      return by.word();
    }
  }

  /** No proxy: the whole real training set, the upper bound of every method. */
  record Full() implements ProxySpec {

    @Override
    public String name() {
      return FULL;
    }

    @Override
    public String method() {
      return FULL;
    }
  }

  /** No proxy, and no training on one: candidates are scored by what needs no training. */
  record None() implements ProxySpec {

    @Override
    public String name() {
      return NONE;
    }

    @Override
    public String method() {
      return NONE;
    }
  }

  /**
   * A set that was made before, here or elsewhere.
   *
   * @param path of a file or folder
   * @param number of the set in a file of several, from 1; the first if it is not told
   */
  record Saved(Path path, OptionalInt number) implements ProxySpec {

    public Saved {
      number.ifPresent(told -> Require.atLeastOne("the number of a set", told));
    }

    /** The only set, or the first. */
    public Saved(Path path) {
      this(path, OptionalInt.empty());
    }

    /** The file's name and the number; the set is known by the hash of its content. */
    @Override
    public String name() {
      String file = String.valueOf(path.getFileName());
      return number.isPresent() ? file + "-set" + number.getAsInt() : file;
    }

    @Override
    public String method() {
      return SAVED;
    }
  }

  /** Between the method and the number in a name. */
  String SEPARATOR = "-ipc";

  /** The name of {@link Full}. */
  String FULL = "full";

  /** The name of {@link None}. */
  String NONE = "none";

  /** The method of {@link Saved}. */
  String SAVED = "saved";

  /**
   * Refuses {@link None} where networks are trained.
   *
   * @param whose begins the message, as in "the proxy of a study"
   * @throws IllegalArgumentException with one sentence for the user
   */
  static void requireTrained(String whose, ProxySpec proxy) {
    Require.that(
        !(proxy instanceof None),
        "%s must be a set to train on, but was %s, which goes with a search or a list",
        whose,
        NONE);
  }

  /** Whether a text is the name of a set to make, and not a path. */
  static boolean isName(String text) {
    int end = text.indexOf(SEPARATOR);
    return text.equals(FULL)
        || text.equals(NONE)
        || !isPath(text) && method(end < 0 ? text : text.substring(0, end)).isPresent();
  }

  /** Whether a text can only be meant as a path. */
  private static boolean isPath(String text) {
    return text.matches(".*[./\\\\].*");
  }

  /**
   * Reads what the user asks for: the name of a set to make, or else the path of a saved one. A
   * name is taken as such even where a file is called the same ({@code ./full} is the file). What
   * has a dot or a slash is no name.
   *
   * @param resolve from a path as the user writes it to the path of the file
   * @throws IllegalArgumentException with one sentence for the user if it is neither
   */
  static ProxySpec of(String text, UnaryOperator<Path> resolve) {
    if (!isName(text) && !text.isBlank()) {
      Path path = resolve.apply(Path.of(text));
      if (Files.exists(path)) {
        return new Saved(path);
      }
      Require.that(
          !isPath(text),
          "the proxy must be one of %s or the path of a saved set, but there is no file or folder %s",
          forms(),
          path);
    }
    return parse(text);
  }

  /**
   * Reads the name of a set to make.
   *
   * @throws IllegalArgumentException with one sentence for the user if it is not one
   */
  static ProxySpec parse(String name) {
    if (name.equals(FULL)) {
      return new Full();
    }
    if (name.equals(NONE)) {
      return new None();
    }
    int end = name.indexOf(SEPARATOR);
    String word = end < 0 ? name : name.substring(0, end);
    Method method =
        method(word)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the proxy must be one of %s or the path of a saved set, but was \"%s\""
                            .formatted(forms(), name)));
    if (end < 0) {
      throw new IllegalArgumentException(
          "a proxy made by %s must be named %s%s<N>, as in %s%s50, but was \"%s\""
              .formatted(word, word, SEPARATOR, word, SEPARATOR, name));
    }
    return new Condensed(method, number(name, name.substring(end + SEPARATOR.length())));
  }

  /** The forms of the known names, as in {@code dm-ipc<N>, random-ipc<N>, full, none}. */
  static String forms() {
    return Arrays.stream(Method.values())
            .map(method -> method.word() + SEPARATOR + "<N>, ")
            .collect(Collectors.joining())
        + FULL
        + ", "
        + NONE;
  }

  private static Optional<Method> method(String word) {
    return Worded.find(Method.values(), word);
  }

  private static int number(String name, String digits) {
    if (!digits.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "images per class must be a whole number between 1 and 999999999, but was \"%s\" in the proxy \"%s\""
              .formatted(digits, name));
    }
    return Integer.parseInt(digits);
  }
}
