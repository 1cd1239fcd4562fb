package io.proxynas.benchmarks.soak;

import io.proxynas.ProxyNas;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.RawImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Whole searches, one after the other, as a program runs them through {@link ProxyNas}: proxy set,
 * search by two workers, validation, report and the best network. Their images are few and small,
 * so that a candidate takes a fraction of a second.
 *
 * @param folder for runs and the cache
 * @param candidates of one search
 */
record TinySearches(Path folder, int candidates) {

  private static final int WORKERS = 2;

  /** As many networks as the default space has, half as wide. */
  private static final ConvNetSpace SPACE =
      new ConvNetSpace(List.of(1, 2, 3, 4), List.of(4, 8, 16, 32));

  private static final ImageShape SHAPE = new ImageShape(1, 16, 16);
  private static final List<String> CLASSES = List.of("a", "b", "c", "d");
  private static final int TRAIN = 80;
  private static final int TEST = 20;

  /**
   * Searches.
   *
   * @param number of the search, from which its seed follows
   * @param trained hears the number of candidates that were trained so far, in the thread of the
   *     caller
   * @return how many candidates were trained
   */
  int search(int number, IntConsumer trained) throws IOException, InterruptedException {
    Counter counter = new Counter(trained);
    ProxyNas.on(data())
        .preset(Preset.SMOKE)
        .proxy("random-ipc5")
        .space(SPACE)
        .candidates(candidates)
        .epochs(1)
        .seed(number)
        .workers(WORKERS)
        .cache(folder.resolve("cache"))
        .observer(counter)
        .search(folder.resolve("run-" + number));
    return counter.trained;
  }

  /** Noise: what a training takes depends on shapes alone. */
  private static DataSet data() {
    return DataSet.of("noise", CLASSES, images(TRAIN), images(TEST), true, List.of());
  }

  private static RawImages images(int count) {
    RandomGenerator random = new Seed(1).child("noise").child(count).generator();
    byte[] pixels = new byte[count * SHAPE.size()];
    random.nextBytes(pixels);
    int[] labels = IntStream.range(0, count).map(i -> i % CLASSES.size()).toArray();
    return new RawImages(SHAPE, pixels, labels);
  }

  /** Counts the candidates of the search itself. */
  private static final class Counter implements RunObserver {
    private final IntConsumer listener;
    private Phase phase = Phase.CONDENSE;
    private int trained;

    Counter(IntConsumer listener) {
      this.listener = listener;
    }

    @Override
    public void begins(Phase next) {
      phase = next;
    }

    @Override
    public void finished(Outcome outcome) {
      if (outcome instanceof Outcome.Failed failed) {
        throw new IllegalStateException("a candidate must be trained, but " + failed.reason());
      }
      if (phase == Phase.SEARCH) {
        listener.accept(++trained);
      }
    }
  }
}
