package io.proxynas.eval.report;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.train.file.Csv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code candidates.csv} of a study: a line for each candidate with its accuracy on each proxy and
 * after each training on the full data.
 */
public final class StudyCandidatesCsv {

  private StudyCandidatesCsv() {}

  /**
   * The content of the file, candidates in order of their ids.
   *
   * @param pairs by the name of the proxy, of the same candidates
   */
  public static String text(Map<String, List<PairedScore>> pairs) {
    Map<String, Map<String, PairedScore>> byId = new LinkedHashMap<>();
    pairs.forEach(
        (proxy, scores) ->
            scores.forEach(
                pair ->
                    byId.computeIfAbsent(pair.architecture().id(), id -> new LinkedHashMap<>())
                        .put(proxy, pair)));
    StringBuilder text = new StringBuilder();
    byId.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(
            candidate -> {
              if (text.length() == 0) {
                text.append(Csv.line(header(candidate.getValue()).toArray()));
              }
              text.append(Csv.line(fields(candidate.getKey(), candidate.getValue()).toArray()));
            });
    return text.toString();
  }

  private static List<String> header(Map<String, PairedScore> scores) {
    List<String> header = new ArrayList<>(List.of("architecture", "parameters", "flops", "full"));
    for (int k = 1; k <= first(scores).trainings().size(); k++) {
      header.add("full seed " + k);
      header.add("full seed " + k + " seconds");
    }
    for (String proxy : scores.keySet()) {
      header.add(column(proxy));
      header.add(column(proxy) + " seconds");
    }
    return header;
  }

  /**
   * The column of accuracies on a proxy: its name, but for the full data, whose name is taken by
   * the truth.
   */
  private static String column(String proxy) {
    return proxy.equals(ProxySpec.FULL) ? "full as a proxy" : proxy;
  }

  private static List<Object> fields(String id, Map<String, PairedScore> scores) {
    PairedScore any = first(scores);
    List<Object> fields = new ArrayList<>();
    fields.add(id);
    fields.add(any.proxy().scores().parameters());
    fields.add(any.proxy().scores().flops());
    fields.add(any.fullAccuracy());
    any.trainings()
        .forEach(
            full -> {
              fields.add(full.scores().validationAccuracy());
              fields.add(full.seconds());
            });
    scores
        .values()
        .forEach(
            pair -> {
              fields.add(pair.proxyAccuracy());
              fields.add(pair.proxy().seconds());
            });
    return fields;
  }

  private static PairedScore first(Map<String, PairedScore> scores) {
    return scores.values().iterator().next();
  }
}
