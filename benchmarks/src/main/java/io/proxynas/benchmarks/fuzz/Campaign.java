package io.proxynas.benchmarks.fuzz;

import io.proxynas.benchmarks.Folders;
import io.proxynas.engine.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Cases of readers. A case is told by the name of the reader, the seed and its number alone, so it
 * can be made again.
 *
 * @param seed of all cases
 * @param folder for their files, emptied for each case
 */
record Campaign(long seed, Path folder) {

  /**
   * What came of a case.
   *
   * @param refused whether the file was refused; else it was read
   */
  record Result(boolean refused, Optional<Finding> finding) {}

  /** Takes one case. */
  Result take(Target target, int number) throws IOException, InterruptedException {
    Map<String, byte[]> files = files(target, number);
    Path place = folder.resolve("fuzzed-" + target.name());
    Folders.delete(place);
    Folders.write(place, files);
    long size = files.values().stream().mapToLong(content -> content.length).sum();
    Trial trial = Trial.of(target.reader(), place, size);
    return new Result(
        trial.refused(),
        trial
            .fault()
            .map(
                fault ->
                    new Finding(
                        target.name(),
                        seed,
                        number,
                        fault,
                        Optional.ofNullable(trial.thrown()),
                        files)));
  }

  /** The files of a case, one of them damaged; of case 0 all are whole. */
  private Map<String, byte[]> files(Target target, int number) {
    Map<String, byte[]> files = new HashMap<>(target.files());
    if (number > 0) {
      RandomGenerator random =
          new Seed(seed).child(target.name()).child("case " + number).generator();
      List<String> names = target.damaged().keySet().stream().sorted().toList();
      String name = names.get(random.nextInt(names.size()));
      Envelope envelope = target.damaged().getOrDefault(name, Envelope.NONE);
      files.computeIfPresent(
          name, (n, content) -> envelope.damaged(content, new Mutator(random), random));
    }
    return files;
  }
}
