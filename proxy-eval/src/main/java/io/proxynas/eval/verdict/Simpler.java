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
 *   <li>otherwise it is worse.
 * </ul>
 *
 * The answer is yes if one ranks as well, cannot be told if of none so much is known, or if fewer
 * than {@value Verdict#FEWEST} candidates were validated, and no if all are worse.
 */
final class Simpler {

  /** How much of ρ a score may lack and still be said to rank as well. */
  static final double AS_WELL = 0.1;

  /** Rivals of which it is told that nothing can be told. */
  private static final int UNTOLD = 3;

  private final ValidationFigures figures;
  private final List<Rival> asWell;
  private final List<Rival> untold;

  private Simpler(ValidationFigures figures) {
    this.figures = figures;
    this.asWell = rivals(Simpler::ranksAsWell);
    this.untold = rivals(rival -> !ranksAsWell(rival) && reachesZero(rival));
  }

  /** Judges. */
  static Answer judge(ValidationFigures figures) {
    if (figures.sample() == 0) {
      return answer(Verdict.Level.UNKNOWN, Interval.UNDEFINED, 0, MayDiscard.UNPROVEN);
    }
    if (figures.n() < Verdict.FEWEST) {
      String reason = format("too few candidates to compare; validate %d or more", Verdict.FEWEST);
      return answer(Verdict.Level.UNKNOWN, Interval.UNDEFINED, figures.n(), reason);
    }
    return new Simpler(figures).judge();
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
    if (!untold.isEmpty()) {
      Interval first = untold.get(0).interval();
      return answer(Verdict.Level.UNKNOWN, first, figures.n(), unknown("") + brackets());
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
        "; in brackets each one's rho, and by how much the proxy's %.2f may exceed it",
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
    if (untold.isEmpty()) {
      return "";
    }
    String named =
        untold.stream().limit(UNTOLD).map(Simpler::told).collect(Collectors.joining(", "));
    int more = untold.size() - UNTOLD;
    return format(
        "%s%d candidates are too few to tell of %s%s",
        start, figures.n(), named, more > 0 ? format(" and %d more", more) : "");
  }

  /** As in {@code naswot (0.86, -0.52 to +0.18)}; a decision as {@code the activation alone}. */
  private static String told(Rival rival) {
    boolean decision = rival.needs() == Rival.Needs.TRUTH && !rival.basis().isEmpty();
    String name = decision ? "the " + rival.basis() + " alone" : rival.name();
    Difference difference = rival.difference();
    return format(
        "%s (%.2f, %+.2f to %+.2f)",
        name, rival.spearman(), difference.low() + 0.0, difference.high() + 0.0);
  }
}
