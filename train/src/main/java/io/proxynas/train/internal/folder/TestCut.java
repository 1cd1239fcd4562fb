package io.proxynas.train.internal.folder;

import io.proxynas.engine.Seed;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cuts a test part off images that have none: a fifth of each class, but no more than tells an
 * accuracy well. A file's place in the draw depends on its name and the seed alone, so that images
 * that come and go move few others from one part to the other.
 */
final class TestCut {

  /** The standard error of an accuracy is at most half a point at this many images. */
  static final int MOST = 10_000;

  private static final double FRACTION = 0.2;

  /** One to train on, one to choose networks by, and one for the test. */
  private static final int LEAST = 3;

  private TestCut() {}

  /**
   * Cuts.
   *
   * @param source of the images, for the message
   * @param all of every class
   * @param seed decides which
   * @throws DataException if a class has fewer than {@value #LEAST}
   */
  static FileParts of(Path source, List<LabelledFile> all, List<String> classNames, Seed seed) {
    double fraction = Math.min(FRACTION, (double) MOST / all.size());
    Map<Integer, List<LabelledFile>> byClass =
        all.stream().collect(Collectors.groupingBy(LabelledFile::label));
    Set<LabelledFile> test = new HashSet<>();
    for (int label = 0; label < classNames.size(); label++) {
      List<LabelledFile> members = byClass.getOrDefault(label, List.of());
      if (members.size() < LEAST) {
        throw new DataException(
            ("a class of %s must have at least %d images where there are no test images, but class"
                    + " %s has %d")
                .formatted(source, LEAST, Shown.of(classNames.get(label)), members.size()));
      }
      Seed draw = seed.child(classNames.get(label));
      members.stream()
          .sorted(Comparator.comparingLong(file -> draw.child(file.name()).value()))
          .limit(share(members.size(), fraction))
          .forEach(test::add);
    }
    List<LabelledFile> kept = new ArrayList<>(all);
    kept.removeIf(test::contains);
    return new FileParts(kept, List.of(), all.stream().filter(test::contains).toList());
  }

  private static int share(int count, double fraction) {
    return (int) Math.max(1, Math.min(count - LEAST + 1, Math.round(count * fraction)));
  }
}
