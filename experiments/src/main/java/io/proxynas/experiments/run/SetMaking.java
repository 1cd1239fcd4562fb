package io.proxynas.experiments.run;

import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.match.Decoding;
import io.proxynas.eval.run.ProxySets;
import io.proxynas.eval.run.ValidationSplit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training set to be made, or found in the store: the part that all trials begin with.
 *
 * @param sets of the data set, with the settings that make this one
 * @param spec which one
 */
public record SetMaking(ProxySets sets, ProxySpec spec) {

  /** What the set depends on. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data set " + data().name(), data().fingerprint());
    Map<String, String> configuration = sets.configuration(spec);
    if (!configuration.isEmpty()) {
      settings.put(
          "set " + data().name() + " " + spec.name(), new TreeMap<>(configuration).toString());
    }
    return settings;
  }

  /** Making the set; nothing if the store has it. */
  public Effort effort() {
    return spec instanceof ProxySpec.Condensed condensed && !sets.has(spec)
        ? new CondensationEffort(real(), sets.condensation()).of(condensed)
        : Effort.NONE;
  }

  /** Images to train on: a stored mosaic is several. */
  public int trainingImages() {
    if (!(spec instanceof ProxySpec.Condensed condensed)) {
      return real().size();
    }
    int each = Decoding.of(sets.configuration(spec)).decoder().imagesEach();
    return condensed.imagesPerClass() * data().train().classes() * each;
  }

  /** The data set. */
  public DataSet data() {
    return sets.data();
  }

  /** The real images that the set is made of. */
  public LabelledImages real() {
    return ValidationSplit.of(data(), sets.seed()).train();
  }
}
