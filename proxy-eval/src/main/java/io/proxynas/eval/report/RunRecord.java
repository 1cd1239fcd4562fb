package io.proxynas.eval.report;

import io.proxynas.engine.Worded;
import io.proxynas.eval.sketch.NetworkDetails;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.CalibratedOrder;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Merit;
import io.proxynas.nas.ranking.Ranking;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a page shows of one run, finished or not.
 *
 * @param name of the run, such as that of its folder
 * @param command the command line that repeats it, if it is known
 * @param configuration what decides its outcomes, by name
 * @param report the evidence; absent while the run is not finished
 * @param calibrated the order of a calibrated ranking, by which this one goes then; none where it
 *     is not calibrated, or not yet
 * @param history the distinct candidates on the proxy, in the order in which they finished
 * @param validated those that were trained on the full data, in any order
 * @param sampled ids of the validated candidates that the correlations rest on
 * @param networks what is known of candidates beside their scores, by id; of some of them at most
 * @param picture of the proxy set, a PNG file
 * @param files that are in the folder of the run, for its reader, by their paths from there
 * @param notes sentences that the reader should know
 */
@RecordBuilder
public record RunRecord(
    String name,
    Optional<String> command,
    Map<String, Object> configuration,
    Optional<Report> report,
    CalibratedOrder calibrated,
    List<Outcome> history,
    List<Outcome> validated,
    Set<String> sampled,
    Map<String, NetworkDetails> networks,
    Optional<byte[]> picture,
    List<String> files,
    List<String> notes)
    implements RunRecordBuilder.With {

  public RunRecord {
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    history = List.copyOf(history);
    validated = List.copyOf(validated);
    sampled = Set.copyOf(sampled);
    networks = Map.copyOf(networks);
    files = List.copyOf(files);
    notes = List.copyOf(notes);
    Set<String> unknown = ids(validated);
    unknown.removeAll(ids(history));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "a validated candidate must be one of the search, but %s is not in %s"
              .formatted(unknown.iterator().next(), name));
    }
  }

  /** A run of which only the name and the settings are known. */
  public static RunRecord begun(String name, String command, Map<String, Object> configuration) {
    return new RunRecord(
        name,
        Optional.of(command),
        configuration,
        Optional.empty(),
        CalibratedOrder.NONE,
        List.of(),
        List.of(),
        Set.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** What is known while it goes on: no report, and these outcomes and notes. */
  public RunRecord goingOn(
      List<Outcome> newHistory, List<Outcome> newValidated, List<String> newNotes) {
    return with(
        run ->
            run.report(Optional.empty())
                .calibrated(CalibratedOrder.NONE)
                .history(newHistory)
                .validated(newValidated)
                .sampled(Set.of())
                .notes(newNotes));
  }

  /** The candidates, best first by the proxy. */
  public Ranking ranking() {
    return Ranking.by(history, merit());
  }

  /** Accuracies after full training that a calibrated ranking predicts, by id. */
  public Map<String, Double> predicted() {
    return calibrated.predicted();
  }

  /**
   * What a candidate is ranked by, after the rung: its score, or minus its place, from 1, where the
   * ranking is calibrated.
   */
  public Merit merit() {
    return calibrated.isEmpty() ? rankBy() : byPlace(calibrated.ids());
  }

  private static Merit byPlace(List<String> order) {
    Map<String, Double> merits = new HashMap<>();
    order.forEach(id -> merits.put(id, -1.0 - merits.size()));
    return o -> merits.getOrDefault(o.architecture().id(), Double.NEGATIVE_INFINITY);
  }

  /**
   * The score that ranks where the ranking is not calibrated.
   *
   * @throws IllegalArgumentException if there is none such; an earlier version could combine
   *     several
   */
  public Criterion rankBy() {
    Object word = configuration.getOrDefault("rankBy", Criterion.ACCURACY.word());
    return Worded.of("the score that ranks " + name, Criterion.values(), word.toString());
  }

  /** Of each validated candidate what became of it on the full data, by id. */
  public Map<String, Outcome> onFullData() {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    validated.forEach(outcome -> outcomes.put(outcome.architecture().id(), outcome));
    return outcomes;
  }

  private static Set<String> ids(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> outcome.architecture().id())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
