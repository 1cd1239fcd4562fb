package io.proxynas.eval.report;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.ValidationFigures;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of {@code study.json}: the same candidates under several proxies. Its parts are those
 * of a run's {@link Report}.
 *
 * @param schema the version of this format, {@link Report#SCHEMA}
 * @param seed the root seed of the study
 * @param versions version by library, in order of the names
 * @param machine where the seconds were measured
 * @param dataset the real images
 * @param space the architectures that the candidates were drawn from, at random
 * @param spaceSize how many it has
 * @param sample candidates drawn
 * @param n of these, those with a score on each proxy and on the full data, which all figures rest
 *     on
 * @param proxies each with its rivals on the same candidates
 * @param differences of Spearman's ρ between each two proxies
 * @param choices the candidates that a proxy or a rival ranks first, each once
 */
public record StudyReport(
    int schema,
    long seed,
    Map<String, String> versions,
    Machine machine,
    Report.Dataset dataset,
    String space,
    long spaceSize,
    int sample,
    int n,
    List<Entry> proxies,
    List<Pairwise> differences,
    List<FirstChoice> choices) {

  public StudyReport {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    proxies = List.copyOf(proxies);
    differences = List.copyOf(differences);
    choices = List.copyOf(choices);
  }

  /** The test accuracy of a choice, in [0, 1]; NaN where nothing was chosen. */
  public double testAccuracy(String choice) {
    return choices.stream()
        .filter(c -> c.architecture().equals(choice))
        .mapToDouble(FirstChoice::testAccuracy)
        .findFirst()
        .orElse(Double.NaN);
  }

  /**
   * One proxy.
   *
   * @param proxy the set
   * @param validation how well it ranks the candidates, and how well its rivals do
   * @param speedup what a search of as many candidates would save
   * @param cost where the work went; what proxies share counts for each
   * @param verdict whether to trust its rankings, and why, in three sentences
   */
  public record Entry(
      Report.ProxySummary proxy,
      ValidationFigures validation,
      SpeedUp speedup,
      Costs cost,
      String verdict) {}

  /**
   * Two proxies compared.
   *
   * @param first the name of one
   * @param second the name of the other
   * @param difference Spearman's ρ of the first less that of the second
   */
  public record Pairwise(String first, String second, Difference difference) {}

  /**
   * A candidate that a proxy or a rival ranks first.
   *
   * @param architecture its id
   * @param validationAccuracy the mean over the truth seeds after training on the full data
   * @param testAccuracy of the same trainings on the test images; NaN if one of them failed
   */
  public record FirstChoice(String architecture, double validationAccuracy, double testAccuracy) {}
}
