package io.proxynas.condense;

import io.proxynas.condense.saved.SavedSet;
import io.proxynas.condense.set.Provenance;
import io.proxynas.train.data.DataSet;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to say of a saved set that was made of other images than sets are made of here, as far as
 * its file tells.
 *
 * @param data that the set is to stand for
 * @param fingerprint names the images that sets are made of here
 */
record OriginAdvice(DataSet data, String fingerprint) {

  /** Nothing of a set that was made of these images, or of another data set. */
  Optional<String> of(Path path, SavedSet set) {
    return set.provenance()
        .filter(made -> !made.key().dataFingerprint().equals(fingerprint))
        .flatMap(made -> of(path, made));
  }

  private Optional<String> of(Path path, Provenance made) {
    // The split is told after the data: ValidationSplit.fingerprint.
    if (made.key().dataFingerprint().startsWith(data.fingerprint() + ",")) {
      return Optional.of(
          "the saved set %s was made of other images of %s than those that train here, as by another --seed: it has seen images that rank networks"
              .formatted(path, data.name()));
    }
    return made.dataSet().equals(data.name())
        ? Optional.of(
            "the saved set %s was made of other data that were called %s, too, as by another --preset or --split-seed: it may have seen images that networks are scored on, and be on another scale"
                .formatted(path, data.name()))
        : Optional.empty();
  }
}
