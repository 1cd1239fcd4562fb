package io.proxynas.eval.run;

import io.proxynas.condense.Condenser;
import io.proxynas.condense.Method;
import io.proxynas.condense.ProxyKey;
import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.ProxyStore;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.method.Condensers;
import io.proxynas.condense.saved.SavedSet;
import io.proxynas.engine.Seed;
import io.proxynas.eval.report.Report;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy sets of one data set and seed. They are made of the training split, never of the images
 * that rank; equal arguments find the same set in the store, whoever asks.
 *
 * @param data the real images
 * @param condensation settings of every method
 * @param seed the root seed of the run
 * @param workers threads that make a set; the set does not depend on them
 * @param store where sets are kept
 */
public record ProxySets(
    DataSet data, CondensationSettings condensation, Seed seed, int workers, ProxyStore store) {

  /**
   * The images to train on, and what they cost.
   *
   * @param spec what was asked for
   * @param images (N, C, H, W) standardised as the real ones are, decoded
   * @param imagesPerClass stored images of each class, which may be fewer than those to train on; 0
   *     for the whole training split and for saved sets whose classes differ
   * @param cost worker time that making the set took, also if it was made earlier; zero for a saved
   *     set that does not tell
   * @param hash its name in the store, the data's fingerprint, or that of a saved set's content
   * @param condensed what the store answered; empty for saved sets and the whole training split
   */
  public record Proxy(
      ProxySpec spec,
      LabelledImages images,
      int imagesPerClass,
      Duration cost,
      String hash,
      Optional<ProxyStore.Answer> condensed) {

    /** Whether it was made earlier. */
    public boolean fromCache() {
      return condensed.map(ProxyStore.Answer::fromCache).orElse(spec instanceof ProxySpec.Saved);
    }

    /** Whether it comes with the program. */
    public boolean shipped() {
      return condensed.filter(answer -> answer.origin() == ProxyStore.Origin.SHIPPED).isPresent();
    }

    /** Whether this is no proxy but the whole training split. */
    public boolean isFull() {
      return spec instanceof ProxySpec.Full;
    }

    /** The set for a report. */
    Report.Proxy report() {
      return new Report.Proxy(
          spec.name(),
          spec.method(),
          imagesPerClass,
          images.size(),
          cost.toNanos() / 1e9,
          fromCache(),
          shipped(),
          hash);
    }

    /** The size of the pixels that are kept: float32, or the data's own bytes where it is full. */
    public long bytes() {
      long values = (long) storedImages() * images.shape().size();
      return isFull() ? values : Float.BYTES * values;
    }

    /**
     * The random real set with as many images of each class; none for a random set, and where the
     * classes differ.
     */
    public Optional<ProxySpec> randomOfItsSize() {
      boolean random = spec.method().equals(Method.RANDOM.word());
      return random || imagesPerClass == 0
          ? Optional.empty()
          : Optional.of(new ProxySpec.Condensed(Method.RANDOM, imagesPerClass));
    }

    /** The number of images that are kept, which may be fewer than those to train on. */
    public int storedImages() {
      return imagesPerClass == 0 ? images.size() : imagesPerClass * images.classes();
    }
  }

  /**
   * The set of a specification, made if it is not in the store.
   *
   * @param observer hears of the iterations, if there are any, and of real images in a saved set
   *     that it should not have
   * @throws IllegalArgumentException if a class has fewer images than asked for
   * @throws io.proxynas.train.data.DataException if a saved set cannot be used
   * @throws java.io.UncheckedIOException if the set has to be made and cannot be kept
   * @throws InterruptedException if the thread is interrupted
   */
  public Proxy get(ProxySpec spec, RunObserver observer) throws InterruptedException {
    if (spec instanceof ProxySpec.Saved saved) {
      SavedSet set = SavedSet.read(saved.path(), data);
      heldOut(set).forEach(observer::warns);
      return new Proxy(
          spec, set.images(), set.imagesPerClass(), set.cost(), set.hash(), Optional.empty());
    }
    LabelledImages real = ValidationSplit.of(data, seed).train();
    if (!(spec instanceof ProxySpec.Condensed condensed)) {
      return new Proxy(spec, real, 0, Duration.ZERO, data.fingerprint(), Optional.empty());
    }
    return proxy(
        condensed,
        store.get(key(condensed), data.name(), listener(observer), computation(condensed, real)));
  }

  /**
   * The set that the first iterations of a condensation make; those of growing numbers cost as much
   * together as the last alone.
   *
   * @param iterations at least 1, at most those of the method's settings
   * @param observer as in {@link #get(ProxySpec, RunObserver)}
   * @throws IllegalArgumentException if the method has no iterations
   */
  public Proxy prefix(ProxySpec.Condensed spec, int iterations, RunObserver observer)
      throws InterruptedException {
    LabelledImages real = ValidationSplit.of(data, seed).train();
    return proxy(
        spec,
        store.prefix(
            key(spec), iterations, data.name(), listener(observer), computation(spec, real)));
  }

  private static Course.Listener listener(RunObserver observer) {
    return (done, total, loss) -> {
      observer.matched(loss);
      observer.progress(done, total);
    };
  }

  private ProxyStore.Computation computation(ProxySpec.Condensed spec, LabelledImages real) {
    Condenser condenser = condenser(spec);
    return course -> condenser.condense(real, spec.imagesPerClass(), condensationSeed(), course);
  }

  private static Proxy proxy(ProxySpec.Condensed spec, ProxyStore.Answer answer) {
    return new Proxy(
        spec,
        answer.set().images(),
        spec.imagesPerClass(),
        answer.set().provenance().workerTime(),
        answer.hash(),
        Optional.of(answer));
  }

  /** As {@link #get(ProxySpec, RunObserver)}, for a set that is made at once. */
  Proxy get(ProxySpec spec) throws InterruptedException {
    return get(spec, RunObserver.NONE);
  }

  /** Whether {@link #prefix} need not make the set. */
  public boolean hasPrefix(ProxySpec.Condensed spec, int iterations) {
    return store.has(key(spec).withIterations(iterations));
  }

  /** Whether {@link #get(ProxySpec, RunObserver)} need not make the set. */
  public boolean has(ProxySpec spec) {
    return !(spec instanceof ProxySpec.Condensed condensed) || store.has(key(condensed));
  }

  /**
   * What a set depends on beside its name: the settings of its method, by name, or the content of a
   * saved set; nothing for the whole training split.
   */
  public Map<String, String> configuration(ProxySpec spec) {
    if (spec instanceof ProxySpec.Saved saved) {
      return Map.of("sha256", SavedSet.read(saved.path(), data).hash());
    }
    return spec instanceof ProxySpec.Condensed condensed
        ? condenser(condensed).configuration()
        : Map.of();
  }

  /** The file of the store that holds a condensed set, unless it is a shipped one. */
  public Path file(ProxyStore.Answer condensed) {
    return store.file(condensed.hash());
  }

  /** Sentences about images that a network may not be trained on, since it is scored on them. */
  private List<String> heldOut(SavedSet saved) {
    return Stream.of(
            sentence(saved, ValidationSplit.of(data, seed).validation(), "validation"),
            sentence(saved, data.test(), "test"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> sentence(SavedSet saved, LabelledImages heldOut, String part) {
    int count = saved.imagesIn(heldOut);
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "%,d of the %,d images of the saved set are %s images, bit for bit; accuracies on those are too high"
                .formatted(count, saved.images().size(), part));
  }

  private ProxyKey key(ProxySpec.Condensed spec) {
    return ProxyKey.of(
        ValidationSplit.fingerprint(data, seed),
        condenser(spec),
        spec.imagesPerClass(),
        condensationSeed());
  }

  private Condenser condenser(ProxySpec.Condensed spec) {
    return Condensers.of(spec.by(), condensation, data, spec.imagesPerClass(), workers);
  }

  private Seed condensationSeed() {
    return seed.child("condense");
  }
}
