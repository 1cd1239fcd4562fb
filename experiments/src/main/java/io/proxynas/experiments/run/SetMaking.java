package io.proxynas.experiments.run;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Progress;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A training set to be made, or found in the store: the part that all trials begin with.
 *
 * @param sets of the data set, with the settings that make this one
 * @param spec which one
 * @param part of its course, if it is not the whole
 */
public record SetMaking(ProxySets sets, ProxySpec spec, Optional<Part> part) {

  /** Column of the data set's name. */
  public static final String DATA_SET = "dataset";

  /** Column of the method's word, or of the whole data. */
  public static final String METHOD = "method";

  /** Column of the images per class; 0 is the whole data. */
  public static final String SIZE = "ipc";

  /**
   * The first iterations of a condensation.
   *
   * @param before iterations of the set that is made just before it, 0 if there is none
   * @param iterations of this set, above that
   */
  public record Part(int before, int iterations) {}

  /** The whole course. */
  public SetMaking(ProxySets sets, ProxySpec spec) {
    this(sets, spec, Optional.empty());
  }

  /** Which set it is, by columns; their values name a trial that is about this set alone. */
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(DATA_SET, data().name());
    if (spec instanceof ProxySpec.Condensed condensed) {
      labels.put(METHOD, condensed.method());
      labels.put(SIZE, Integer.toString(condensed.imagesPerClass()));
    } else {
      labels.put(METHOD, Selection.Whole.WORD);
      labels.put(SIZE, "0");
    }
    return labels;
  }

  /** What the set depends on. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data set " + data().name(), data().fingerprint());
    String configuration = configuration();
    if (!configuration.isEmpty()) {
      settings.put("set " + data().name() + " " + spec.name(), configuration);
    }
    return settings;
  }

  /** The method's settings; empty if it has none. */
  String configuration() {
    Map<String, String> configuration = sets.configuration(spec);
    return configuration.isEmpty() ? "" : new TreeMap<>(configuration).toString();
  }

  /** Making the set; nothing if the store has it. */
  public Effort effort() {
    if (!(spec instanceof ProxySpec.Condensed condensed) || isThere(condensed)) {
      return Effort.NONE;
    }
    String product =
        "%s %s %s".formatted(data().fingerprint(), product(condensed), configuration());
    return effort(condensed).making(product);
  }

  /** The set; where a training is what takes time, that training, whatever the size of the set. */
  private String product(ProxySpec.Condensed condensed) {
    return switch (condensed.by()) {
      case HERDING, KCENTER -> "features";
      case FORGETTING -> "forgetting";
      case RANDOM, DC, DSA, DM, DMF, NCFM, IDM -> spec.name() + " " + part;
    };
  }

  private boolean isThere(ProxySpec.Condensed condensed) {
    return part.isPresent()
        ? sets.hasPrefix(condensed, part.get().iterations())
        : sets.has(condensed);
  }

  private Effort effort(ProxySpec.Condensed condensed) {
    CondensationSettings all = sets.condensation();
    CondensationSettings own =
        part.map(its -> all.withIterations(condensed.by(), its.iterations() - its.before()))
            .orElse(all);
    return new CondensationEffort(real(), own).of(condensed);
  }

  /** Makes the set, going on from fewer of its iterations, or finds it. */
  public ProxySets.Proxy make(Workbench bench, Progress progress) throws InterruptedException {
    Course.Listener listener = (done, total, loss) -> progress.at(done, total);
    return part.isPresent() && spec instanceof ProxySpec.Condensed condensed
        ? sets.prefix(condensed, part.get().iterations(), listener)
        : sets.get(spec, listener, bench.warnings());
  }

  /**
   * The seconds of worker time that making a set took, at the pace of this machine; NaN where that
   * cannot be told.
   */
  public double seconds(ProxySets.Proxy set) {
    SetCost cost = sets.cost(set);
    return cost.isComparable() ? cost.here().toNanos() / 1e9 : Double.NaN;
  }

  /** The iterations that make the set; none if it has none. */
  public OptionalInt iterations() {
    if (part.isPresent()) {
      return OptionalInt.of(part.get().iterations());
    }
    return spec instanceof ProxySpec.Condensed condensed
        ? sets.condensation().iterations(condensed.by(), condensed.imagesPerClass())
        : OptionalInt.empty();
  }

  /** The images to train on, of all classes. */
  public int trainingImages() {
    return sets.trainingImages(spec);
  }

  /** The data set. */
  public DataSet data() {
    return sets.data();
  }

  /** The real images that the set is made of. */
  public LabelledImages real() {
    return sets.real().train();
  }
}
