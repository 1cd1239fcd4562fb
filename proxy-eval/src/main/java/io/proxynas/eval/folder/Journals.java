package io.proxynas.eval.folder;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The journals of one run, all of one configuration.
 *
 * @param configuration what decides the run's outcomes
 * @param resume whether to take up journals that are there
 * @param parse from an id to its architecture
 * @param warnings hears sentences for the user
 */
public record Journals(
    Map<String, Object> configuration,
    boolean resume,
    Function<String, Architecture> parse,
    Consumer<String> warnings) {

  /** Journals of a configuration that says more. */
  public Journals with(Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(configuration);
    all.putAll(more);
    return new Journals(all, resume, parse, warnings);
  }

  /** The same, which are opened several times in a run, and taken up by it from the second on. */
  public Journals goingOn() {
    return new Journals(configuration, true, parse, warnings);
  }

  /**
   * Starts a journal, or takes it up.
   *
   * @param folder of the journal
   * @throws IOException as {@link Journal#create} and {@link Journal#resume}
   */
  public Journal open(Path folder) throws IOException {
    return isTakenUp(folder)
        ? Journal.resume(folder, configuration, parse, warnings)
        : Journal.create(folder, configuration);
  }

  /**
   * Refuses a journal of another configuration, if there is one that will be taken up.
   *
   * @throws IOException as {@link Journal#require}
   */
  public void require(Path folder) throws IOException {
    if (isTakenUp(folder)) {
      Journal.require(folder, configuration);
    }
  }

  /** The ids of the candidates whose outcomes are in a journal that will be taken up. */
  public Set<String> known(Path folder) throws IOException {
    return isTakenUp(folder)
        ? Journal.outcomes(folder, parse, warning -> {}).stream()
            .map(outcome -> outcome.architecture().id())
            .collect(Collectors.toSet())
        : Set.of();
  }

  private boolean isTakenUp(Path folder) {
    return resume && Journal.exists(folder);
  }
}
