package io.proxynas.experiments.run;

import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the user may choose of an experiment.
 *
 * @param dataSets names or folders, at least one
 * @param contestants methods and the whole data; empty if the experiment has none to choose
 * @param imagesPerClass sizes of the sets; empty if the experiment has none to choose
 */
@RecordBuilder
public record Selection(
    List<String> dataSets, List<Contestant> contestants, List<Integer> imagesPerClass)
    implements SelectionBuilder.With {

  public Selection {
    dataSets = List.copyOf(dataSets);
    contestants = List.copyOf(contestants);
    imagesPerClass = List.copyOf(imagesPerClass);
    if (dataSets.isEmpty()) {
      throw new IllegalArgumentException("there must be at least 1 data set, but there were 0");
    }
    for (int size : imagesPerClass) {
      if (size < 1) {
        throw new IllegalArgumentException("images per class must be at least 1, but was " + size);
      }
    }
  }

  /** Who makes training sets: a method, or nobody. */
  public sealed interface Contestant {

    /** The word on the command line and in rows. */
    String word();
  }

  /** A method, which makes sets of each size. */
  public record By(Method method) implements Contestant {
    @Override
    public String word() {
      return method.word();
    }
  }

  /** The whole training split, of one size. */
  public record Whole() implements Contestant {

    /** Its word. */
    public static final String WORD = "whole";

    @Override
    public String word() {
      return WORD;
    }
  }

  /** Methods as contestants. */
  public static List<Contestant> by(Method... methods) {
    return Arrays.stream(methods).<Contestant>map(By::new).toList();
  }

  /** The methods among the contestants. */
  public List<Method> methods() {
    return contestants.stream()
        .filter(By.class::isInstance)
        .map(contestant -> ((By) contestant).method())
        .toList();
  }

  /** Every method at every size, size by size. */
  public List<ProxySpec.Condensed> condensed() {
    List<ProxySpec.Condensed> sets = new ArrayList<>();
    for (int size : imagesPerClass) {
      methods().forEach(method -> sets.add(new ProxySpec.Condensed(method, size)));
    }
    return sets;
  }

  /** Every contestant at every size: size by size, the whole data last. */
  public List<ProxySpec> sets() {
    List<ProxySpec> sets = new ArrayList<>(condensed());
    if (contestants.contains(new Whole())) {
      sets.add(new ProxySpec.Full());
    }
    return sets;
  }

  /** As in {@code fashion-mnist; random, dm, whole; ipc 1, 10, 50}. */
  public String words() {
    String words = String.join(", ", dataSets);
    if (!contestants.isEmpty()) {
      words +=
          contestants.stream().map(Contestant::word).collect(Collectors.joining(", ", "; ", ""));
    }
    if (!imagesPerClass.isEmpty()) {
      words +=
          imagesPerClass.stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", "; ipc ", ""));
    }
    return words;
  }
}
