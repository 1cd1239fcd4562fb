package io.proxynas.condense;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.method.Condensers;
import io.proxynas.condense.saved.SavedSet;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.Provenance;
import io.proxynas.condense.set.ProxyKey;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Seed;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Split;
import io.proxynas.train.data.ValidationSplit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The proxy sets of one data set and seed. They are made of the training images that are left when
 * those that rank have been cut off; equal arguments find the same set in the store, whoever asks.
 *
 * <pre>{@code
 * ProxySets sets = ProxySets.of(data, CondensationSettings.CPU, new Seed(1), 2, store);
 * LabelledImages fifty =
 *     sets.get(ProxySpec.parse("dm-ipc50"), Course.Listener.NONE, warnings::add).images();
 * }</pre>
 *
 * @param data the data set, whose classes and scale every set has
 * @param real what sets are made of, and what they must not hold
 * @param condensation settings of every method
 * @param seed of everything that is drawn
 * @param workers threads that make a set; the set does not depend on them
 * @param store where sets are kept
 */
public record ProxySets(
    DataSet data,
    Real real,
    CondensationSettings condensation,
    Seed seed,
    int workers,
    ProxyStore store) {

  /** The proxy sets of a run, which ranks on its {@link ValidationSplit}. */
  public static ProxySets of(
      DataSet data, CondensationSettings condensation, Seed seed, int workers, ProxyStore store) {
    Split split = ValidationSplit.of(data, seed);
    Real real =
        new Real(
            split.train(),
            ValidationSplit.fingerprint(data, seed),
            List.of(
                new HeldOut("validation", split.validation()), new HeldOut("test", data.test())));
    return new ProxySets(data, real, condensation, seed.child("condense"), workers, store);
  }

  /**
   * The real images that sets are made of.
   *
   * @param train the training images without those that rank
   * @param fingerprint names these: equal ones mean equal images
   * @param heldOut what no network that is trained on a set may have seen
   */
  public record Real(LabelledImages train, String fingerprint, List<HeldOut> heldOut) {

    public Real {
      heldOut = List.copyOf(heldOut);
    }
  }

  /**
   * Real images that networks are scored on.
   *
   * @param name such as {@code validation}
   */
  public record HeldOut(String name, LabelledImages images) {}

  /**
   * The images to train on, and what they cost.
   *
   * @param spec what was asked for
   * @param images (N, C, H, W) standardised as the real ones are, decoded
   * @param imagesPerClass stored images of each class, which may be fewer than those to train on; 0
   *     for the whole training split and for saved sets whose classes differ
   * @param provenance how it was made; empty for the whole training split, and for a saved set that
   *     does not tell
   * @param hash its name in the store, the data's fingerprint, or that of a saved set's content
   * @param condensed what the store answered; empty for saved sets and the whole training split
   */
  public record Proxy(
      ProxySpec spec,
      LabelledImages images,
      int imagesPerClass,
      Optional<Provenance> provenance,
      String hash,
      Optional<ProxyStore.Answer> condensed) {

    /**
     * The worker time that making the set took, where and when it was made; zero where that is not
     * known. {@link ProxySets#cost} compares the machines.
     */
    public Duration cost() {
      return provenance.map(Provenance::workerTime).orElse(Duration.ZERO);
    }

    /** Whether {@link #cost} is; what was not made took nothing. */
    public boolean isCostKnown() {
      return provenance.isPresent() || isFull();
    }

    /** Whether it was made earlier. */
    public boolean fromCache() {
      return condensed.map(ProxyStore.Answer::fromCache).orElse(spec instanceof ProxySpec.Saved);
    }

    /** Whether it comes with the program. */
    public boolean shipped() {
      return condensed.filter(answer -> answer.origin() == ProxyStore.Origin.SHIPPED).isPresent();
    }

    /** Whether this is no proxy: the images are the whole training split. */
    public boolean isFull() {
      return spec instanceof ProxySpec.Full || isNone();
    }

    /** Whether nothing is trained on the images: scores without training take a few of them. */
    public boolean isNone() {
      return spec instanceof ProxySpec.None;
    }

    /** How many images candidates are trained on. */
    public int trainingImages() {
      return isNone() ? 0 : images.size();
    }

    /** The size of the pixels that are kept: float32, or the data's own bytes where it is full. */
    public long bytes() {
      if (isNone()) {
        return 0;
      }
      long values = (long) storedImages() * images.shape().size();
      return isFull() ? values : Float.BYTES * values;
    }

    /**
     * The random real set with as many images of each class; none for a random set, and where the
     * classes differ.
     */
    public Optional<ProxySpec.Condensed> randomOfItsSize() {
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
   * @param iterations hears of the iterations, if there are any
   * @param warnings hears of real images in a saved set that it should not have or was not made of,
   *     of the sets beside it, and of a set that is hardly smaller than the images that it stands
   *     for
   * @throws IllegalArgumentException if a class has fewer images than asked for
   * @throws io.proxynas.train.data.DataException if a saved set cannot be used
   * @throws java.io.UncheckedIOException if the set has to be made and cannot be kept
   * @throws InterruptedException if the thread is interrupted
   */
  public Proxy get(ProxySpec spec, Course.Listener iterations, Consumer<String> warnings)
      throws InterruptedException {
    Proxy proxy = found(spec, iterations, warnings);
    if (!proxy.isFull()) {
      new SizeAdvice(real.train()).of(spec, proxy.images().size()).ifPresent(warnings);
    }
    return proxy;
  }

  /**
   * Refuses sets that cannot be had, before another of them is made.
   *
   * @throws IllegalArgumentException if a class has fewer images than asked for
   * @throws io.proxynas.train.data.DataException if a saved set cannot be used
   */
  public void requirePossible(List<ProxySpec> specs) {
    for (ProxySpec spec : specs) {
      if (spec instanceof ProxySpec.Saved saved) {
        read(saved);
      } else if (spec instanceof ProxySpec.Condensed condensed) {
        new SizeAdvice(real.train()).requireEnough(condensed);
      }
    }
  }

  /**
   * Why there is no random real set of a proxy's size, as in {@code class "cat" has 5 training
   * images, and the set 10}; nothing where there is one, or none is asked for. A set that was made
   * elsewhere may have more images of a class than there are here.
   */
  public Optional<String> withoutRandom(Proxy proxy) {
    return proxy
        .randomOfItsSize()
        .flatMap(random -> new SizeAdvice(real.train()).tooFew(random.imagesPerClass()));
  }

  private Proxy found(ProxySpec spec, Course.Listener iterations, Consumer<String> warnings)
      throws InterruptedException {
    if (spec instanceof ProxySpec.Saved saved) {
      SavedSet set = read(saved);
      if (set.sets() > 1 && saved.number().isEmpty()) {
        warnings.accept(
            "%s has %,d sets, of which the first is taken; --set N takes another"
                .formatted(saved.path(), set.sets()));
      }
      new OriginAdvice(data, real.fingerprint()).of(saved.path(), set).ifPresent(warnings);
      real.heldOut().forEach(heldOut -> warn(set, heldOut, warnings));
      return new Proxy(
          spec, set.images(), set.imagesPerClass(), set.provenance(), set.hash(), Optional.empty());
    }
    if (!(spec instanceof ProxySpec.Condensed condensed)) {
      return new Proxy(
          spec, real.train(), 0, Optional.empty(), data.fingerprint(), Optional.empty());
    }
    new SizeAdvice(real.train()).requireEnough(condensed);
    return proxy(
        condensed, store.get(key(condensed), data.name(), iterations, computation(condensed)));
  }

  /** As {@link #get(ProxySpec, Course.Listener, Consumer)}, for a set that is made at once. */
  public Proxy get(ProxySpec.Condensed spec) throws InterruptedException {
    return get(spec, Course.Listener.NONE, warning -> {});
  }

  /**
   * The set that the first iterations of a condensation make; those of growing numbers cost as much
   * together as the last alone.
   *
   * @param count iterations, at least 1, at most those of the method's settings
   * @param iterations hears of them
   * @throws IllegalArgumentException if the method has no iterations
   * @throws InterruptedException if the thread is interrupted
   */
  public Proxy prefix(ProxySpec.Condensed spec, int count, Course.Listener iterations)
      throws InterruptedException {
    return proxy(spec, store.prefix(key(spec), count, data.name(), iterations, computation(spec)));
  }

  private ProxyStore.Computation computation(ProxySpec.Condensed spec) {
    Condenser condenser = condenser(spec);
    return course -> condenser.condense(real.train(), spec.imagesPerClass(), seed, course);
  }

  private static Proxy proxy(ProxySpec.Condensed spec, ProxyStore.Answer answer) {
    return new Proxy(
        spec,
        answer.set().images(),
        spec.imagesPerClass(),
        Optional.of(answer.set().provenance()),
        answer.hash(),
        Optional.of(answer));
  }

  /** What making a set took, at the pace of this machine, which is measured if it has to be. */
  public SetCost cost(Proxy proxy) {
    if (proxy.isFull()) {
      return SetCost.NONE;
    }
    Optional<ProxyStore.Origin> origin = proxy.condensed().map(ProxyStore.Answer::origin);
    if (origin.equals(Optional.of(ProxyStore.Origin.MADE))) {
      return new SetCost(proxy.cost(), 1);
    }
    boolean stored = origin.equals(Optional.of(ProxyStore.Origin.STORED));
    return proxy.provenance().map(made -> store.cost(made, stored)).orElse(SetCost.UNKNOWN);
  }

  /** Whether {@link #prefix} need not make the set. */
  public boolean hasPrefix(ProxySpec.Condensed spec, int iterations) {
    return store.has(key(spec).withIterations(iterations));
  }

  /** Whether {@link #get(ProxySpec, Course.Listener, Consumer)} need not make the set. */
  public boolean has(ProxySpec spec) {
    return !(spec instanceof ProxySpec.Condensed condensed) || store.has(key(condensed));
  }

  /**
   * How many images a network is trained on, which is known before the set is made.
   *
   * @param spec of a set that is possible
   * @throws io.proxynas.train.data.DataException if a saved set cannot be used
   */
  public int trainingImages(ProxySpec spec) {
    if (spec instanceof ProxySpec.Saved saved) {
      return read(saved).images().size();
    }
    if (!(spec instanceof ProxySpec.Condensed condensed)) {
      return real.train().size();
    }
    int each = Decoding.of(configuration(spec)).decoder().imagesEach();
    return condensed.imagesPerClass() * data.train().classes() * each;
  }

  /**
   * What a set depends on beside its name: the settings of its method, by name, or the content of a
   * saved set; nothing for the whole training split.
   */
  public Map<String, String> configuration(ProxySpec spec) {
    if (spec instanceof ProxySpec.Saved saved) {
      return Map.of("sha256", read(saved).hash());
    }
    return spec instanceof ProxySpec.Condensed condensed
        ? condenser(condensed).configuration()
        : Map.of();
  }

  /** The file of the store that holds a condensed set, unless it is a shipped one. */
  public Path file(ProxyStore.Answer condensed) {
    return store.file(condensed.hash());
  }

  private SavedSet read(ProxySpec.Saved saved) {
    return SavedSet.read(saved.path(), saved.number().orElse(1), data);
  }

  /** About images that a network may not be trained on, since it is scored on them. */
  private static void warn(SavedSet saved, HeldOut heldOut, Consumer<String> warnings) {
    int count = saved.imagesIn(heldOut.images());
    if (count > 0) {
      warnings.accept(
          "%,d of the %,d images of the saved set are %s images, bit for bit; accuracies on those are too high"
              .formatted(count, saved.images().size(), heldOut.name()));
    }
  }

  private ProxyKey key(ProxySpec.Condensed spec) {
    return ProxyKey.of(real.fingerprint(), condenser(spec), spec.imagesPerClass(), seed);
  }

  private Condenser condenser(ProxySpec.Condensed spec) {
    return Condensers.of(spec.by(), condensation, data, spec.imagesPerClass(), workers);
  }
}
