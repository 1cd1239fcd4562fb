package io.proxynas.eval.validation;

import io.proxynas.engine.Worded;
import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How another score ranks the random sample of a validation, beside the proxy.
 *
 * @param name such as {@code parameters}
 * @param needs what it needs to score a candidate
 * @param basis what it goes by where its name does not tell, such as the decision {@code
 *     activation}; otherwise empty
 * @param spearman its rank correlation with the full accuracy, or NaN
 * @param low lower bound of that, or NaN
 * @param high upper bound of that, or NaN
 * @param kendall Kendall's τ-b with the full accuracy, or NaN
 * @param topKRecall as that of the proxy, or NaN
 * @param regret full accuracy lost by its first choice, within the random sample, or NaN
 * @param top its Spearman's ρ within the best of the random sample, as {@link PartCorrelation} of
 *     the proxy
 * @param choice the id of the candidate that it ranks first, of equal ones the first by id; empty
 *     where it has none
 * @param difference Spearman's ρ of the proxy less that of this rival: above 0 where the proxy
 *     ranks better
 * @param seconds its cost per candidate in worker time; 0 for what is read off the architecture
 */
@RecordBuilder
public record Rival(
    String name,
    Needs needs,
    String basis,
    double spearman,
    double low,
    double high,
    double kendall,
    double topKRecall,
    double regret,
    Interval top,
    String choice,
    Difference difference,
    double seconds)
    implements RivalBuilder.With {

  /** The name of the rival that ranks by the number of trainable parameters. */
  public static final String PARAMETERS = "parameters";

  /** The name of the rival that ranks by the floating-point operations of a forward pass. */
  static final String FLOPS = "flops";

  /** What a rival needs to score a candidate. */
  public enum Needs implements Worded {
    /** No training: it is read off the architecture, or off a fresh network. */
    NOTHING,
    /** A training on real images, and no condensation. */
    TRAINING,
    /** The proxy's own score. */
    PROXY,
    /** The full trainings of other candidates. */
    TRUTH;

    /** As the report writes it. */
    @Override
    public String toString() {
      return word();
    }
  }

  /** Its correlation with the interval. */
  public Interval interval() {
    return new Interval(spearman, low, high);
  }
}
