package io.proxynas.train.check;

/**
 * Text that comes from outside, as it may stand in a sentence or on a terminal: characters that
 * would command a terminal, or turn or break a line, become escapes such as {@code \\u001b}, and
 * what is longer than anybody reads is cut.
 *
 * <pre>{@code
 * "the format must be %s, but is %s".formatted(known, Shown.of(found))
 * }</pre>
 */
public final class Shown {

  /** The most characters of one value in a sentence. */
  public static final int MOST = 200;

  /** The most characters of a whole sentence. */
  static final int LONGEST = 4_000;

  private static final String CUT = "…";

  private static final String CONSTRUCTION = "^Cannot construct instance of `[^`]*`, problem: ";

  private static final String EXCEPTION = "(?:[a-z0-9]+\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: )?";

  private Shown() {}

  /** A value in one line of at most {@value #MOST} characters, and an ellipsis if it is longer. */
  public static String of(Object value) {
    return line(String.valueOf(value), MOST);
  }

  /**
   * What a library says of a file, as {@link #of} shows it: the first line of its message, without
   * the names of exceptions, and without what Java says of the library's own code.
   */
  public static String reason(Throwable e) {
    String message = String.valueOf(e.getMessage());
    // Cut before patterns are looked for, which takes the square of the length.
    String start = message.substring(0, Math.min(LONGEST, message.length()));
    String line = start.lines().findFirst().orElse("");
    String words = line.replaceAll(EXCEPTION, "").replaceFirst(CONSTRUCTION, "").strip();
    boolean ofTheCode =
        e instanceof NullPointerException
            || e instanceof IndexOutOfBoundsException
            || e instanceof ClassCastException
            || e instanceof NegativeArraySizeException
            || words.matches("Cannot (invoke|read|load|store|assign|throw) .*");
    return ofTheCode || words.isEmpty() || words.equals("null")
        ? "a part of it is missing or damaged"
        : of(words);
  }

  /** A whole sentence in one line, such as a message that has values in it. */
  public static String sentence(String text) {
    return line(text, LONGEST);
  }

  private static String line(String text, int most) {
    boolean isLonger = text.length() > most;
    String escaped = escaped(isLonger ? text.substring(0, most) : text, false);
    return isLonger ? escaped + CUT : escaped;
  }

  /** A text of any number of lines, uncut: line feeds stay. */
  public static String text(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean linesStay) {
    if (text.chars().noneMatch(c -> isCommand((char) c))) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean stays = !isCommand(c) || linesStay && c == '\n';
      escaped.append(stays ? Character.toString(c) : "\\u%04x".formatted((int) c));
    }
    return escaped.toString();
  }

  /**
   * Control characters but the tab, separators of lines, and what changes the direction of writing.
   */
  private static boolean isCommand(char c) {
    return Character.isISOControl(c) && c != '\t'
        || c >= '\u2028' && c <= '\u202e'
        || c >= '\u2066' && c <= '\u2069';
  }
}
