package io.proxynas.experiments.run;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.Accuracies;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.experiments.ScoredOn;
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
 * @param making of the set
 * @param protocol by which it is evaluated
 * @param conditions what tells it from other trials of the same set, by column
 */
public record LabelledSet(
    Workbench bench, SetMaking making, Protocol protocol, Map<String, String> conditions)
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

  /**
   * Column of the worker time that these take at the pace of the machine that measured the row, in
   * seconds; empty where that cannot be told, as of a set that another machine made.
   */
  public static final String COST = "condensation seconds";

  private static final List<String> MEASURED =
      List.of(ACCURACY, DEVIATION, NETWORKS, EPOCHS, ITERATIONS, COST);

  public LabelledSet {
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }

  /** A set that is evaluated by the scale's protocol, in one way only. */
  public LabelledSet(Workbench bench, SetMaking making) {
    this(bench, making, bench.scale().protocol(), Map.of());
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
    Map<String, String> labels = making.labels();
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
    settings.put("data set " + making.data().name(), making.data().fingerprint());
    if (making.spec() instanceof ProxySpec.Condensed) {
      settings.put("set " + key(), making.configuration());
    }
    settings.put("protocol " + key(), protocol + scored());
    return settings;
  }

  /** Nothing of the usual test images, so that rows of versions without a choice go on. */
  private String scored() {
    return bench.scoredOn() == ScoredOn.TEST
        ? ""
        : ", scored on " + bench.scoredOn().word() + " images";
  }

  @Override
  public List<Effort> efforts() {
    return List.of(
        making.effort(),
        Effort.of(accuracy(), making.trainingImages(), bench.scored(making.data())));
  }

  private ProxyAccuracy accuracy() {
    int workers = making.sets().workers();
    return making.spec() instanceof ProxySpec.Full
        ? protocol.whole(making.data(), workers, making.sets().seed())
        : protocol.accuracy(making.data(), making.trainingImages(), workers, making.sets().seed());
  }

  @Override
  public List<Row> run(Steps steps) throws InterruptedException {
    return List.of(measured(steps).build());
  }

  /** Makes the set, evaluates it and gives the row, which a trial with more to tell adds to. */
  public Row.Builder measured(Steps steps) throws InterruptedException {
    ProxySets.Proxy set = making.make(bench, steps.next());
    ProxyAccuracy accuracy = accuracy();
    Accuracies accuracies =
        accuracy.measure(List.of(set.images()), bench.scored(making.data()), steps.next()).get(0);
    Row.Builder row = Row.of(key());
    labels().forEach(row::put);
    return row.put(ACCURACY, accuracies.mean())
        .put(DEVIATION, accuracies.standardDeviation())
        .put(NETWORKS, accuracies.values().size())
        .put(EPOCHS, accuracy.recipe().epochs())
        .put(ITERATIONS, making.iterations().orElse(0))
        .put(COST, making.seconds(set));
  }
}
