package io.proxynas.cli;

import io.proxynas.condense.set.ProxyStore;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.file.CacheFolder;
import java.util.function.Consumer;

/** What the cache folder keeps for all commands. */
record Stores(Shell shell, WorkOptions work) {

  /** The proxy sets. */
  ProxyStore proxies(ProxyStore.Terms terms, Consumer<String> warnings) {
    return new ProxyStore(cache().proxies(), work.host(), terms, warnings);
  }

  /** The trainings. */
  TrainingStore trainings(Consumer<String> warnings) {
    return new TrainingStore(cache().trainings(), work.host(), warnings);
  }

  private CacheFolder cache() {
    return CacheFolder.of(shell.environment());
  }
}
