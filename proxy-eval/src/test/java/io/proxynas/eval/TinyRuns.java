package io.proxynas.eval;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.train.Execution;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.Recipe;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What runs of seconds on {@link TinyImages} share: a folder with their stores, and settings.
 *
 * @param root the folder
 * @param warnings what their stores and observers have heard
 */
public record TinyRuns(Path root, List<String> warnings) {

  /** Networks of 4 filters, which train in milliseconds. */
  public static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(4));

  /** Tens of steps: enough for networks to differ. */
  public static final Recipe RECIPE =
      new Recipe(5, 6, 0.05, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));

  /** Three iterations of distribution matching. */
  public static final CondensationSettings CONDENSATION =
      CondensationSettings.SMOKE.withIterations(Method.DM, 3);

  public TinyRuns(Path root) {
    this(root, new ArrayList<>());
  }

  /** The folder of a run. */
  public Path folder(String name) {
    return root.resolve(name);
  }

  /** A new run, or one that goes on. */
  public Execution execution(String name, int workers, boolean resume) {
    return new Execution(workers, Optional.empty(), folder(name), resume, "", Optional.empty());
  }

  /** The proxy sets, which all runs here share. */
  public ProxyStore store() {
    return new ProxyStore(root.resolve("sets"), host(), ProxyStore.Terms.USUAL, warnings::add);
  }

  /** The same of the tiny images. */
  public ProxySets sets() {
    return ProxySets.of(TinyImages.data(), CONDENSATION, new Seed(1), 1, store());
  }

  /** The trainings, which all runs here share. */
  public TrainingStore trainings() {
    return new TrainingStore(root.resolve("trainings"), host(), warnings::add);
  }

  /** Where and when they run. */
  public static Host host() {
    return new Host(Map.of(), "a machine", 1, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /** Hears the warnings. */
  public RunObserver observer() {
    return RunObserver.ofWarnings(warnings::add);
  }

  /** Interrupts this thread when so many candidates of a phase are finished. */
  public RunObserver interrupting(Phase phase, int count) {
    return new RunObserver() {
      private boolean isIn;
      private int finished;

      @Override
      public void begins(Phase begun) {
        isIn = begun == phase;
      }

      @Override
      public void finished(Outcome outcome) {
        if (isIn && ++finished == count) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public void warns(String sentence) {
        warnings.add(sentence);
      }
    };
  }

  /** The lines of a table without its columns of seconds. */
  public static List<String> table(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    String[] columns = lines.get(0).split(",", -1);
    int[] kept =
        IntStream.range(0, columns.length).filter(i -> !columns[i].endsWith("seconds")).toArray();
    return lines.stream()
        .map(line -> line.split(",", -1))
        .map(fields -> IntStream.of(kept).mapToObj(i -> fields[i]).toList().toString())
        .toList();
  }
}
