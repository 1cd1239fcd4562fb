package io.proxynas.cli.option;

import io.proxynas.cli.shell.Shell;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.file.CacheFolder;
import java.util.function.Consumer;

/** What the cache folder keeps for all commands. */
public record CacheStores(Shell shell, WorkOptions work) {

  /** The proxy sets. */
  public ProxyStore proxies(ProxyStore.Terms terms, Consumer<String> warnings) {
    return new ProxyStore(cache().proxies(), work.host(), terms, warnings);
  }

  /** The trainings. */
  public TrainingStore trainings(Consumer<String> warnings) {
    return new TrainingStore(cache().trainings(), work.host(), warnings);
  }

  private CacheFolder cache() {
    return CacheFolder.of(shell.environment());
  }
}
