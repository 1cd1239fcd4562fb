package io.proxynas.experiments.run;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.row.Row;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A trial that makes a set, evaluates it, and gives one row: which set it is, under what
 * conditions, and what was measured. Set and conditions together are the trial's key.
 *
 * @param bench to work with
 * @param set and how it is evaluated
 * @param conditions what tells it from other trials of the same set, by column
 */
public record LabelledSet(Workbench bench, SetTrial set, Map<String, String> conditions)
    implements Trial {

  /** Column of the mean accuracy over the networks, a fraction. */
  public static final String ACCURACY = "accuracy";

  /** Column of its standard deviation, a fraction. */
  public static final String DEVIATION = "deviation";

  /** Column of the number of networks. */
  public static final String NETWORKS = "networks";

  /** Column of the epochs of each training. */
  public static final String EPOCHS = "epochs";

  /** Column of the iterations that made the set, 0 if it has none. */
  public static final String ITERATIONS = "iterations";

  /** Column of the worker time of these, in seconds. */
  public static final String COST = "condensation seconds";

  private static final List<String> MEASURED =
      List.of(ACCURACY, DEVIATION, NETWORKS, EPOCHS, ITERATIONS, COST);

  public LabelledSet {
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }

  /** A set that is made and evaluated in one way only. */
  public LabelledSet(Workbench bench, SetTrial set) {
    this(bench, set, Map.of());
  }

  /**
   * The columns of such rows.
   *
   * @param conditions in the order of the rows' own
   */
  public static List<String> columns(String... conditions) {
    return Stream.of(
            Stream.of(SetMaking.DATA_SET, SetMaking.METHOD, SetMaking.SIZE),
            Arrays.stream(conditions),
            MEASURED.stream())
        .flatMap(columns -> columns)
        .toList();
  }

  private Map<String, String> labels() {
    Map<String, String> labels = set.making().labels();
    labels.putAll(conditions);
    return labels;
  }

  @Override
  public String key() {
    return String.join("/", labels().values());
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data set " + set.making().data().name(), set.making().data().fingerprint());
    if (set.making().spec() instanceof ProxySpec.Condensed) {
      settings.put("set " + key(), set.making().configuration());
    }
    settings.put("protocol " + key(), set.protocol().toString());
    return settings;
  }

  @Override
  public List<Effort> efforts() {
    return set.efforts();
  }

  @Override
  public List<Row> run(Steps steps) throws InterruptedException {
    return List.of(row(set.run(bench, steps)).build());
  }

  /** The row of a result, which a trial with more to tell adds to. */
  public Row.Builder row(SetTrial.Result result) {
    Row.Builder row = Row.of(key());
    labels().forEach(row::put);
    return row.put(ACCURACY, result.accuracies().mean())
        .put(DEVIATION, result.accuracies().standardDeviation())
        .put(NETWORKS, result.accuracies().values().size())
        .put(EPOCHS, result.epochs())
        .put(ITERATIONS, set.making().iterations().orElse(0))
        .put(COST, result.condensationSeconds());
  }
}
