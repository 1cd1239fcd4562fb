package io.proxynas.eval.verdict;

import io.proxynas.engine.Worded;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.ValidationFigures;
import io.proxynas.eval.validation.ValidationResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a ranking may be used for, by rules fixed before any result is seen. A ranking is used
 * twice, and may be good for the one and not for the other: most candidates are discarded by it
 * ({@link MayDiscard}: the correlation over the whole random sample), and one of those left is
 * chosen ({@link MayChoose}: the correlation within the better half). A third answer tells whether
 * {@linkplain Simpler something simpler} would have ranked as well.
 *
 * <pre>{@code
 * Verdict verdict = Verdict.of(result.evidence().orElseThrow().validation());
 * if (verdict.choose().level() == Verdict.Level.TRUST) {
 *   use(result.ranking().trained().get(0).architecture());
 * }
 * }</pre>
 *
 * @param discard may it discard candidates
 * @param choose may it choose among the better ones
 * @param simpler would something simpler have ranked as well
 */
public record Verdict(Answer discard, Answer choose, Answer simpler) {

  /** The lower bound of Spearman's ρ from which on the order is trusted. */
  public static final double TRUSTED_FROM = 0.5;

  /** The candidates of the random sample from which on an interval is believed. */
  public static final int FEWEST = Interval.FEWEST;

  /** The candidates of its better half from which on an interval is believed there. */
  public static final int FEWEST_IN_HALF = 7;

  private static final String DISCARD = "May it discard? ";
  private static final String CHOOSE = "May it choose? ";
  private static final String SIMPLER = "Would something simpler have done? ";

  /** The answers there are. */
  public enum Level implements Worded {
    /** Do so. */
    TRUST("yes", "Trust this ranking"),
    /** Do so within limits, which the reason says. */
    CAUTION("with caution", "Use this ranking with caution, its top half only"),
    /** Do not. */
    DO_NOT_TRUST("no", "Do not trust this ranking"),
    /** Too little was validated to say. */
    UNKNOWN("cannot be told", "");

    private final String word;
    private final String earlier;

    Level(String word, String earlier) {
      this.word = word;
      this.earlier = earlier;
    }

    /**
     * The level at which a ranking may discard, which the text of a verdict tells ({@link
     * Verdict#text}, or that of an earlier version); empty for another text.
     */
    public static Optional<Level> of(String text) {
      return Arrays.stream(values())
          .filter(l -> text.contains(DISCARD + l.heading() + ":") || l.wasToldBy(text))
          .findFirst();
    }

    private boolean wasToldBy(String text) {
      return !earlier.isEmpty() && text.startsWith(earlier + ":");
    }

    /** The word at the begin of a sentence. */
    String heading() {
      return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    @Override
    public String word() {
      return word;
    }

    /** As the report writes it. */
    @Override
    public String toString() {
      return word;
    }
  }

  /** Judges a validated ranking. */
  public static Verdict of(ValidationResult result) {
    ValidationFigures figures = result.figures();
    Advice advice = Advice.of(result);
    Answer discard = MayDiscard.judge(figures, advice);
    return new Verdict(
        discard, MayChoose.judge(figures, discard.level(), advice), Simpler.judge(figures, advice));
  }

  /**
   * What the text of a report tells that is of an earlier version, and so had one answer.
   *
   * @param spearman over the random sample
   * @param n candidates of that
   */
  public static Verdict ofEarlier(String text, Interval spearman, int n) {
    String reason = text.substring(text.indexOf(": ") < 0 ? 0 : text.indexOf(": ") + 2);
    return new Verdict(
        new Answer(
            Level.of(text).orElse(Level.UNKNOWN),
            spearman,
            n,
            reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason),
        UNTOLD,
        UNTOLD);
  }

  /** Of a question that an earlier version did not ask. */
  public static final Answer UNTOLD =
      new Answer(Level.UNKNOWN, Interval.UNDEFINED, 0, "the report is of an earlier version");

  /**
   * A sentence for each answer that trust rests on. Where something simpler ranks as well, that
   * comes first: it is what a reader should know before all else.
   */
  public List<String> trust() {
    String may = DISCARD + discard.sentence();
    String choice = CHOOSE + choose.sentence();
    return simplicity().isPresent()
        ? List.of(may, choice)
        : List.of(SIMPLER + simpler.sentence(), may, choice);
  }

  /** The sentence on what is simpler, unless {@link #trust} begins with it. */
  public Optional<String> simplicity() {
    return simpler.level() == Level.TRUST
        ? Optional.empty()
        : Optional.of(SIMPLER + simpler.sentence());
  }

  /** A sentence for each answer, that on what is simpler last, unless it is the first of all. */
  public List<String> sentences() {
    return Stream.concat(trust().stream(), simplicity().stream()).toList();
  }

  /** The answers with their reasons. */
  public String text() {
    return String.join(" ", sentences());
  }
}
