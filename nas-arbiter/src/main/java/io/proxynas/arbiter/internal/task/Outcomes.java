package io.proxynas.arbiter.internal.task;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Remembers what became of each configuration, so that candidates with the same one are trained
 * once, also if they are in hand at the same time. Networks of up to {@value #PARAMETERS}
 * parameters in all are kept; a configuration that fell out is trained again, to the same result.
 */
final class Outcomes {

  private static final int PARAMETERS = 64 << 20;

  private final AsyncCache<String, Finished> cache =
      Caffeine.newBuilder()
          .maximumWeight(PARAMETERS)
          .weigher((String text, Finished finished) -> finished.weight())
          .buildAsync();

  /**
   * What became of a configuration.
   *
   * @param text everything that decides it
   * @param training runs in this thread if the configuration is new; must not throw
   */
  Finished get(String text, Supplier<Finished> training) {
    CompletableFuture<Finished> mine = new CompletableFuture<>();
    CompletableFuture<Finished> first = cache.get(text, (key, executor) -> mine);
    if (first == mine) {
      mine.complete(training.get());
    }
    return first.join();
  }
}
