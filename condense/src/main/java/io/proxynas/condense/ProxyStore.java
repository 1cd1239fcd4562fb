package io.proxynas.condense;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.proxynas.condense.data.LabelledImages;
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
 * <p>A stored set is checked when read. One that is damaged is made again, with a warning.
 */
public final class ProxyStore {

  /** How many sets stay in memory. */
  private static final int REMEMBERED = 16;

  /** Makes a set that the store does not have. */
  @FunctionalInterface
  public interface Computation {
    LabelledImages condense() throws InterruptedException;
  }

  /**
   * A set from the store.
   *
   * @param set the set; its provenance tells what making it took
   * @param fromCache false if this very call has made it
   * @param hash its name in the store
   */
  public record Answer(ProxySet set, boolean fromCache, String hash) {}

  private final Path folder;
  private final Host host;
  private final Consumer<String> warnings;
  private final AsyncCache<ProxyKey, ProxySet> memory =
      Caffeine.newBuilder().maximumSize(REMEMBERED).buildAsync();

  /**
   * A store over a folder.
   *
   * @param folder made when the first set is
   * @param host goes into the provenance
   * @param warnings receives one sentence for each set that was damaged or could not be kept
   */
  public ProxyStore(Path folder, Host host, Consumer<String> warnings) {
    this.folder = folder;
    this.host = host;
    this.warnings = warnings;
  }

  /** The file that holds the set of a key, or will. */
  public Path file(ProxyKey key) {
    return folder.resolve(key.hash() + ".proxy");
  }

  /**
   * Gives the set of a key: from memory, from the folder, or by the computation, which then runs in
   * this thread while other callers of the key wait for it. If it fails or is interrupted, one of
   * them takes over with its own computation.
   *
   * @param dataSet name of the real data set, for the provenance
   * @throws UncheckedIOException if the set has to be made and the folder cannot be written
   * @throws InterruptedException if this thread is interrupted; nothing is kept then
   */
  public Answer get(ProxyKey key, String dataSet, Computation computation)
      throws InterruptedException {
    CompletableFuture<ProxySet> mine = new CompletableFuture<>();
    while (true) {
      CompletableFuture<ProxySet> first = memory.get(key, (k, executor) -> mine);
      if (first == mine) {
        return lead(key, dataSet, computation, mine);
      }
      Optional<ProxySet> set = await(first);
      if (set.isPresent()) {
        return new Answer(set.get(), true, key.hash());
      }
    }
  }

  /** Waits for another thread's set; empty if that thread has given up. */
  private static Optional<ProxySet> await(CompletableFuture<ProxySet> set)
      throws InterruptedException {
    try {
      return Optional.of(set.get());
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a promise of a proxy set is kept or cancelled", e);
    }
  }

  /** Gets the set for this thread and for all that wait. */
  private Answer lead(
      ProxyKey key, String dataSet, Computation computation, CompletableFuture<ProxySet> promise)
      throws InterruptedException {
    try {
      Optional<ProxySet> stored = read(key);
      ProxySet set = stored.isPresent() ? stored.get() : make(key, dataSet, computation);
      promise.complete(set);
      return new Answer(set, stored.isPresent(), key.hash());
    } finally {
      if (!promise.isDone()) {
        memory.asMap().remove(key, promise); // first, so that a waiting thread finds the place free
        promise.cancel(false); // not completeExceptionally: Caffeine would log a stack trace
      }
    }
  }

  private Optional<ProxySet> read(ProxyKey key) {
    Path file = file(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ProxyFile.read(file, key));
    } catch (IOException e) {
      warnings.accept(
          "the stored proxy set " + file + " cannot be used and is made again: " + e.getMessage());
      return Optional.empty();
    }
  }

  private ProxySet make(ProxyKey key, String dataSet, Computation computation)
      throws InterruptedException {
    requireWritable(); // before the work, not after it
    long start = System.nanoTime();
    LabelledImages images = computation.condense();
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    Provenance provenance =
        new Provenance(
            key,
            dataSet,
            host.versions(),
            host.machine(),
            host.workers(),
            duration,
            host.clock().instant());
    ProxySet set = new ProxySet(images, provenance);
    try {
      ProxyFile.write(file(key), set);
    } catch (IOException e) {
      warnings.accept("the proxy set could not be kept as " + file(key) + ": " + e.getMessage());
    }
    return set;
  }

  private void requireWritable() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".probe", ".tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder of proxy sets must be writable, but " + folder + " is not: " + e, e);
    }
  }
}
