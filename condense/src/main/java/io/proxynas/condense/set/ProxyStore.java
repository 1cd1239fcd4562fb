package io.proxynas.condense.set;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.proxynas.condense.course.CheckpointFile;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.course.SharedFolder;
import io.proxynas.train.ProcessorTime;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Keeps proxy sets in a folder, each under the hash of what it was made from, and in memory. A set
 * is made at most once at a time in a process; several processes may share the folder. Usable from
 * several threads.
 *
 * <p>A stored set is checked when read. One that is damaged is made again, with a warning. Where
 * the folder has no set of a key, one that comes with the program may ({@link ShippedSets}).
 *
 * <p>A set that is being made has its checkpoint in the folder too; whoever asks for the set next
 * goes on from there, to the same bits. So has work that several sets begin with ({@link
 * io.proxynas.condense.course.Shared}), for good.
 */
public final class ProxyStore {

  /** How many sets stay in memory. */
  private static final int REMEMBERED = 16;

  /** As many iterations as the key tells. */
  private static final int ALL = Integer.MAX_VALUE;

  /** Makes a set that the store does not have. */
  @FunctionalInterface
  public interface Computation {
    LabelledImages condense(Course course) throws InterruptedException;
  }

  /** Where the set of an answer comes from. */
  public enum Origin {
    /** This very call has made it. */
    MADE,
    /** It was made earlier on this machine. */
    STORED,
    /** It comes with the program. */
    SHIPPED
  }

  /**
   * On what terms sets are made.
   *
   * @param anew whether a set is made even if it is there, from its first iteration on
   * @param timeLimit after which a set that has to be made gets no further iteration; it is then
   *     kept as the set of so many iterations, and its checkpoint stays
   */
  public record Terms(boolean anew, Optional<Duration> timeLimit) {

    /** Each set is made once, in all its iterations. */
    public static final Terms USUAL = new Terms(false, Optional.empty());
  }

  /**
   * A set from the store.
   *
   * @param set the set; its provenance tells what making it took
   * @param origin where it comes from
   */
  public record Answer(ProxySet set, Origin origin) {

    /** Its name in the store. */
    public String hash() {
      return set.provenance().key().hash();
    }

    /** Whether it was there before this call. */
    public boolean fromCache() {
      return origin != Origin.MADE;
    }

    /** The same for who asks again. */
    private Answer again() {
      return new Answer(set, origin == Origin.MADE ? Origin.STORED : origin);
    }
  }

  private final Path folder;
  private final Host host;
  private final Terms terms;
  private final Consumer<String> warnings;
  private final AsyncCache<ProxyKey, Answer> memory =
      Caffeine.newBuilder().maximumSize(REMEMBERED).buildAsync();

  /**
   * A store over a folder.
   *
   * @param folder made when the first set is
   * @param host goes into the provenance
   * @param terms on which sets are made
   * @param warnings receives one sentence for each set that was damaged or could not be kept
   */
  public ProxyStore(Path folder, Host host, Terms terms, Consumer<String> warnings) {
    this.folder = folder;
    this.host = host;
    this.terms = terms;
    this.warnings = warnings;
  }

  /**
   * The file that holds a set, or will.
   *
   * @param hash of its key
   */
  public Path file(String hash) {
    return folder.resolve(hash + ".proxy");
  }

  /** Whether the set of a key is there, made earlier or shipped; its file is not read. */
  public boolean has(ProxyKey key) {
    return Files.exists(file(key.hash())) || ShippedSets.has(key);
  }

  /**
   * Gives the set of a key: from memory, from the folder, or by the computation, which then runs in
   * this thread while other callers of the key wait for it. If it fails or is interrupted, one of
   * them takes over with its own computation.
   *
   * @param dataSet name of the real data set, for the provenance
   * @param listener hears of the making
   * @throws ArithmeticException if the set that is made has diverged; it is not kept
   * @throws UncheckedIOException if the set has to be made and the folder cannot be written
   * @throws InterruptedException if this thread is interrupted; a checkpoint is kept then, if there
   *     was time for one
   */
  public Answer get(ProxyKey key, String dataSet, Course.Listener listener, Computation computation)
      throws InterruptedException {
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    while (true) {
      CompletableFuture<Answer> first = memory.get(key, (k, executor) -> mine);
      if (first == mine) {
        return lead(key, () -> make(key, ALL, dataSet, listener, computation), mine);
      }
      Optional<Answer> answer = await(first);
      if (answer.isPresent()) {
        return answer.get().again();
      }
    }
  }

  /** Waits for another thread's set; empty if that thread has given up. */
  private static Optional<Answer> await(CompletableFuture<Answer> answer)
      throws InterruptedException {
    try {
      return Optional.of(answer.get());
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a promise of a proxy set is kept or cancelled", e);
    }
  }

  /** Gets the set for this thread and for all that wait. */
  private Answer lead(ProxyKey key, Making making, CompletableFuture<Answer> promise)
      throws InterruptedException {
    try {
      Optional<Answer> there = terms.anew() ? Optional.empty() : read(key);
      Answer answer = there.isPresent() ? there.get() : making.make();
      if (answer.set().provenance().key().equals(key)) { // not if a time limit has ended it
        promise.complete(answer);
      }
      return answer;
    } finally {
      if (!promise.isDone()) {
        memory.asMap().remove(key, promise); // first, so that a waiting thread finds the place free
        promise.cancel(false); // not completeExceptionally: Caffeine would log a stack trace
      }
    }
  }

  /** Makes a set and keeps it. */
  @FunctionalInterface
  private interface Making {
    Answer make() throws InterruptedException;
  }

  private Optional<Answer> read(ProxyKey key) {
    Path file = file(key.hash());
    if (!Files.exists(file)) {
      return ShippedSets.find(key).map(set -> new Answer(set, Origin.SHIPPED));
    }
    try {
      return Optional.of(new Answer(ProxyFile.read(file, key), Origin.STORED));
    } catch (IOException e) {
      warnings.accept(
          "the stored proxy set " + file + " cannot be used and is made again: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * What making a set took, at the pace of this machine, which is measured if it has to be.
   *
   * @param made how the set was made
   * @param here whether the store has kept it, which is then told by the machine's words where
   *     there is no yardstick
   */
  public SetCost cost(Provenance made, boolean here) {
    Optional<Duration> there = made.yardstick().filter(time -> time.toNanos() > 0);
    double scale =
        there.isPresent()
            ? host.yardstick()
                .get()
                .map(mine -> (double) mine.toNanos() / there.get().toNanos())
                .orElse(Double.NaN)
            : here && made.machine().equals(host.machine()) ? 1 : Double.NaN;
    return new SetCost(made.workerTime(), scale);
  }

  /**
   * Gets the set that the first iterations of a longer course make: from the folder, or by the
   * computation of the longer one, which goes on from its checkpoint and leaves another. So sets of
   * more and more iterations cost as much together as the last alone. One thread at a time may ask
   * for the sets of one key.
   *
   * @param key of the longer course
   * @param iterations at least 1; where the key has no more, this is {@link #get}
   */
  public Answer prefix(
      ProxyKey key,
      int iterations,
      String dataSet,
      Course.Listener listener,
      Computation computation)
      throws InterruptedException {
    if (iterations >= key.iterations()) {
      return get(key, dataSet, listener, computation);
    }
    Optional<Answer> there = terms.anew() ? Optional.empty() : read(key.withIterations(iterations));
    return there.isPresent() ? there.get() : make(key, iterations, dataSet, listener, computation);
  }

  private Answer make(
      ProxyKey key, int most, String dataSet, Course.Listener listener, Computation computation)
      throws InterruptedException {
    requireWritable(); // before the work, not after it
    CheckpointFile checkpoints =
        new CheckpointFile(folder.resolve(key.hash() + ".checkpoint"), key.hash(), warnings);
    if (terms.anew()) {
      checkpoints.delete();
    }
    Course course =
        new Course(
            listener,
            new Course.Limits(most, terms.timeLimit()),
            checkpoints,
            new SharedFolder(folder, key.images(), terms.anew(), warnings),
            System::nanoTime,
            ProcessorTime::nanos);
    LabelledImages images = computation.condense(course);
    requireFinite(images);
    if (!course.ended()) {
      Answer answer = keep(key, dataSet, images, course);
      checkpoints.delete();
      return answer;
    }
    ProxyKey shorter = key.withIterations(course.losses().length);
    Optional<Answer> before = terms.anew() ? Optional.empty() : read(shorter);
    return before.isPresent() ? before.get() : keep(shorter, dataSet, images, course);
  }

  /** A loss may look well where activations have turned NaN into 0. */
  private static void requireFinite(LabelledImages images) {
    float[] image = new float[images.shape().size()];
    for (int i = 0; i < images.size(); i++) {
      images.pixels().copy(i, image, 0);
      for (float pixel : image) {
        if (!Float.isFinite(pixel)) {
          throw new ArithmeticException(
              "the pixels of a set must be finite numbers, but image %d has %s; a lower learning rate may help"
                  .formatted(i, pixel));
        }
      }
    }
  }

  private Answer keep(ProxyKey key, String dataSet, LabelledImages images, Course course) {
    Provenance provenance =
        new Provenance(
            key,
            dataSet,
            host.versions(),
            host.machine(),
            host.workers(),
            course.elapsed(),
            course.worked(),
            course.ended() ? terms.timeLimit() : Optional.empty(),
            host.yardstick().get(),
            host.clock().instant());
    ProxySet set = new ProxySet(images, course.losses(), provenance);
    Path file = file(key.hash());
    try {
      ProxyFile.write(file, set);
    } catch (IOException e) {
      warnings.accept("the proxy set could not be kept as " + file + ": " + e.getMessage());
    }
    return new Answer(set, Origin.MADE);
  }

  private void requireWritable() {
    try {
      AtomicFile.requireWritable(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder of proxy sets must take files: " + e.getMessage(), e);
    }
  }
}
