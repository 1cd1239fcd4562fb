package io.proxynas.eval.search;

import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.search.SearchResult;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a run found.
 *
 * @param folder where its files are
 * @param search the search, whatever ended it
 * @param evidence the validated report, absent where the run was interrupted or every candidate
 *     failed
 */
public record RunResult(RunFolder folder, SearchResult search, Optional<Evidence> evidence) {

  /**
   * The report and what it sums up.
   *
   * @param report the figures
   * @param validation the candidates behind them
   */
  public record Evidence(Report report, ValidationResult validation) {}

  /** The candidates, best first. */
  public Ranking ranking() {
    return search.ranking();
  }

  /** In words what the ranking may be used for, or why there is no evidence. */
  public String verdict() {
    return evidence.map(found -> found.report().verdict()).orElseGet(this::unvalidated);
  }

  private String unvalidated() {
    if (isInterrupted()) {
      return "the ranking is not validated, since the run was interrupted; it goes on when it is begun again in %s"
          .formatted(folder.root());
    }
    if (search.distinct() == 0) {
      return "the search must train at least 1 candidate, but the time limit ended it after 0";
    }
    Outcome.Failed first = ranking().failed().get(0);
    return String.format(
        Locale.ROOT,
        "the search must train at least 1 candidate, but all %,d failed; %s: %s",
        search.distinct(),
        first.architecture().id(),
        first.reason());
  }

  /** Whether the run was interrupted before it had its evidence, and may go on. */
  public boolean isInterrupted() {
    return evidence.isEmpty()
        && (search.end() == SearchResult.End.INTERRUPTED || !ranking().trained().isEmpty());
  }

  /**
   * The best network of those that were trained on the real images, with its weights. It takes
   * images that are standardised as those of the data set are, by {@link
   * io.proxynas.train.data.DataSet#statistics}.
   *
   * @throws IllegalStateException if the run has no such network: it has no evidence, or no
   *     candidate could be trained on the real images
   * @throws IOException if its file cannot be read
   */
  public ComputationGraph bestNetwork() throws IOException {
    if (evidence.isEmpty()) {
      throw new IllegalStateException(
          "a run has its best network when it is finished, but " + unvalidated());
    }
    if (!evidence.get().report().best().isFound()) {
      throw new IllegalStateException(
          "a run has its best network when a candidate can be trained on the real images, but none"
              + " of those that were tried could be in "
              + folder.root());
    }
    return folder.best().network();
  }
}
