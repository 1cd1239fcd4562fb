package io.proxynas.eval.verdict;

import static io.proxynas.eval.verdict.Answer.format;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.ValidationFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a score that costs less than the proxy would have ranked as well: trainings without
 * condensed images first, then scores without training, then a single decision of the space. Each
 * is judged by its difference to the proxy ({@link Difference}, the proxy's ρ less its own):
 *
 * <ul>
 *   <li>it ranks <em>as well</em> if its ρ is above 0, the difference is at most {@value #AS_WELL},
 *       and its interval reaches 0 or lies below it;
 *   <li>it <em>cannot be told</em> if the difference is larger and yet its interval reaches 0: it
 *       may be worse by as much as the interval says;
 *   <li>it cannot be told either if the difference or its interval is undefined, as of a score that
 *       is the same for all candidates, or that one of them lacks;
 *   <li>it is <em>worse</em> if the whole interval lies above 0.
 * </ul>
 *
 * The answer is yes if one ranks as well. It cannot be told if of none so much is known, if none
 * was compared, if the proxy's own ρ is undefined, or if fewer than {@value Verdict#FEWEST}
 * candidates were validated. It is no if all are worse.
 */
final class Simpler {

  /** How much of ρ a score may lack and still be said to rank as well. */
  static final double AS_WELL = 0.1;

  /** Rivals that are named of those of which something cannot be told. */
  private static final int NAMED = 3;

  private final ValidationFigures figures;
  private final List<Rival> asWell;

  /** Those of which the interval says too little. */
  private final List<Rival> wide;

  /** Those that have none. */
  private final List<Rival> unbounded;

  private Simpler(ValidationFigures figures) {
    this.figures = figures;
    this.asWell = rivals(Simpler::ranksAsWell);
    this.wide = rivals(rival -> !ranksAsWell(rival) && reachesZero(rival));
    this.unbounded = rivals(rival -> !isBounded(rival));
  }

  /** Judges. */
  static Answer judge(ValidationFigures figures, Advice advice) {
    if (figures.sample() == 0) {
      return cannotTell(figures, MayDiscard.unproven(advice));
    }
    if (figures.n() < Verdict.FEWEST) {
      return cannotTell(
          figures, "too few candidates were trained to compare; " + advice.toHave(Verdict.FEWEST));
    }
    return figures.spearman().isDefined()
        ? new Simpler(figures).judge()
        : cannotTell(
            figures,
            format("on %d candidates rho of the ranking itself is undefined", figures.n()));
  }

  private static Answer cannotTell(ValidationFigures figures, String reason) {
    return answer(Verdict.Level.UNKNOWN, Interval.UNDEFINED, figures.n(), reason);
  }

  private static Answer answer(Verdict.Level level, Interval spearman, int n, String reason) {
    return new Answer(level, spearman, n, reason);
  }

  private Answer judge() {
    if (!asWell.isEmpty()) {
      Interval best = asWell.get(0).interval();
      return answer(
          Verdict.Level.TRUST,
          best,
          figures.n(),
          format("as far as %d candidates can tell, ", figures.n())
              + groups()
              + brackets()
              + unknown("; "));
    }
    List<Rival> untold = Stream.concat(wide.stream(), unbounded.stream()).toList();
    if (!untold.isEmpty()) {
      Interval first = untold.get(0).interval();
      return answer(Verdict.Level.UNKNOWN, first, figures.n(), unknown("") + brackets());
    }
    if (rivals(rival -> rival.difference().isPositive()).isEmpty()) {
      return cannotTell(figures, "no simpler score was compared");
    }
    return answer(
        Verdict.Level.DO_NOT_TRUST,
        Interval.UNDEFINED,
        figures.n(),
        format("each simpler score orders these %d candidates clearly worse", figures.n()));
  }

  private List<Rival> rivals(Predicate<Rival> which) {
    List<Rival> found = new ArrayList<>();
    for (Rival.Needs needs :
        List.of(Rival.Needs.TRAINING, Rival.Needs.NOTHING, Rival.Needs.TRUTH)) {
      figures.rivals().stream()
          .filter(rival -> rival.needs() == needs)
          .filter(which)
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isBounded(Rival rival) {
    return !Double.isNaN(rival.difference().low());
  }

  private static boolean reachesZero(Rival rival) {
    return rival.difference().low() <= 0;
  }

  private static boolean ranksAsWell(Rival rival) {
    return rival.spearman() > 0 && reachesZero(rival) && rival.difference().value() <= AS_WELL;
  }

  /** Who ranks as well, by what each needs. */
  private String groups() {
    return Stream.of(
            group(Rival.Needs.TRAINING, "without condensed images "),
            group(Rival.Needs.NOTHING, "without any training "),
            group(Rival.Needs.TRUTH, "by the other full trainings "))
        .filter(group -> !group.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String brackets() {
    return format(
        "; in brackets each one's rho, and by how much this ranking's %.2f may exceed it",
        figures.spearman().value());
  }

  private String group(Rival.Needs needs, String without) {
    List<Rival> members = asWell.stream().filter(rival -> rival.needs() == needs).toList();
    if (members.isEmpty()) {
      return "";
    }
    return without
        + members.stream().map(Simpler::told).collect(Collectors.joining(", "))
        + (members.size() == 1 ? " ranks as well" : " rank as well");
  }

  /** Of whom too little is known. */
  private String unknown(String start) {
    return Stream.of(
            named(format("%d candidates are too few to tell of ", figures.n()), wide),
            named("nothing can be told of ", unbounded))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; ", wide.isEmpty() && unbounded.isEmpty() ? "" : start, ""));
  }

  private static String named(String start, List<Rival> rivals) {
    int more = rivals.size() - NAMED;
    return rivals.isEmpty()
        ? ""
        : start
            + rivals.stream().limit(NAMED).map(Simpler::told).collect(Collectors.joining(", "))
            + (more > 0 ? format(" and %d more", more) : "");
  }

  /** As in {@code naswot (0.86, -0.52 to +0.18)}; a decision as {@code the activation alone}. */
  private static String told(Rival rival) {
    boolean decision = rival.needs() == Rival.Needs.TRUTH && !rival.basis().isEmpty();
    String name = decision ? "the " + rival.basis() + " alone" : rival.name();
    return name + " (" + inBrackets(rival) + ")";
  }

  private static String inBrackets(Rival rival) {
    if (Double.isNaN(rival.spearman())) {
      return "undefined";
    }
    Difference difference = rival.difference();
    return format("%.2f, ", rival.spearman() + 0.0)
        + (isBounded(rival)
            ? format("%+.2f to %+.2f", difference.low() + 0.0, difference.high() + 0.0)
            : "undefined");
  }
}
