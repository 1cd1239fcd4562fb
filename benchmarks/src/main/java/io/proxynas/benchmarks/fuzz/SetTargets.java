package io.proxynas.benchmarks.fuzz;

import io.proxynas.condense.course.CheckpointFile;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.course.FloatArrays;
import io.proxynas.condense.course.Iterative;
import io.proxynas.condense.saved.NpzFile;
import io.proxynas.condense.saved.PngFolder;
import io.proxynas.condense.saved.SavedSet;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxyKey;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.train.file.Host;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Readers of proxy sets, and of what is kept while they are made. */
final class SetTargets {

  private static final String SET = "set";

  private SetTargets() {}

  static List<Target> all() {
    return List.of(
        saved("npz", 200, npz(), Envelope.ZIP),
        saved("pt", 200, Corpus.resource("dm.pt"), Envelope.ZIP),
        saved("pt-legacy", 300, Corpus.resource("legacy-dm.pt"), Envelope.NONE),
        saved("proxy", 300, proxy(), Envelope.SEAL),
        png(),
        Target.of("checkpoint", 250, SET, checkpoint(), Envelope.SEAL, SetTargets::resume));
  }

  private static Target saved(String name, int cases, byte[] content, Envelope in) {
    return Target.of(
        name,
        cases,
        SET,
        content,
        in,
        (folder, warnings) -> SavedSet.read(folder.resolve(SET), Corpus.data()));
  }

  private static byte[] npz() {
    return only(Corpus.written(f -> NpzFile.write(Corpus.images(), 2, f.resolve(SET))));
  }

  private static byte[] only(Map<String, byte[]> files) {
    return files.values().iterator().next();
  }

  private static byte[] proxy() {
    ProxyKey key = new ProxyKey("f00d", Method.DM, Map.of("iterations", "2"), 2, new Seed(7));
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    Host host = new Host(Map.of("proxynas", "0.1"), "a machine", 1, clock);
    return only(
        Corpus.written(
            folder -> {
              ProxyStore store =
                  new ProxyStore(folder, host, ProxyStore.Terms.USUAL, warning -> {});
              store.get(key, "photos", Course.Listener.NONE, course -> images(course));
            }));
  }

  private static io.proxynas.train.data.LabelledImages images(Course course)
      throws InterruptedException {
    course.iterate(2, new Counting());
    return Corpus.images();
  }

  private static Target png() {
    Map<String, byte[]> files = new HashMap<>();
    Corpus.written(
            folder ->
                PngFolder.write(Corpus.images(), Corpus.data().statistics(), folder.resolve(SET)))
        .forEach(files::put);
    Map<String, Envelope> damaged = new HashMap<>();
    files.keySet().forEach(name -> damaged.put(name, Envelope.NONE));
    return new Target(
        "png-set",
        50,
        files,
        damaged,
        (folder, warnings) -> SavedSet.read(folder.resolve(SET), Corpus.data()));
  }

  private static byte[] checkpoint() {
    return only(
        Corpus.written(
            folder -> {
              CheckpointFile file = new CheckpointFile(folder.resolve(SET), "key", warning -> {});
              course(file, Optional.of(Duration.ZERO)).iterate(5, new Counting());
            }));
  }

  private static Course course(CheckpointFile file, Optional<Duration> limit) {
    return new Course(Course.Listener.NONE, Course.Limits.of(limit), file, null, () -> 0, () -> 0);
  }

  /** A damaged state of a method is told by an error: half a state would be worse than none. */
  private static void resume(Path folder, Consumer<String> warnings) throws InterruptedException {
    Path file = folder.resolve(SET);
    if (Files.exists(file)) {
      course(new CheckpointFile(file, "key", warnings), Optional.empty())
          .iterate(5, new Counting());
    }
  }

  /** Counts its iterations, and has weights that it knows the number of from its file alone. */
  private static final class Counting implements Iterative {

    private float[] weights = {1, 2, 3};

    @Override
    public double step(int iteration) {
      return 1;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      FloatArrays.write(out, weights);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      weights = FloatArrays.read(in);
    }
  }
}
