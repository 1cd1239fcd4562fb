package io.proxynas.nas.space;

import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.Architecture;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws candidates of a space without replacement. While most draws hit one, they are simply drawn;
 * then the rest of the space is listed once and gone through in random order. A space too large to
 * list counts as exhausted after many draws in vain.
 */
public final class UnseenCandidates {

  /** Draws in vain before the rest of the space is listed. */
  private static final int MAX_DRAWS = 100;

  /** The largest space that is listed. */
  private static final long MAX_LISTED = 100_000;

  /** Draws in vain before a larger space counts as exhausted. */
  private static final int MAX_DRAWS_OF_LARGE = 20_000;

  private final SearchSpace space;
  private final Predicate<Architecture> usable;
  private @Nullable Queue<Architecture> rest;

  /**
   * All candidates of a space.
   *
   * @param usable whether a canonical candidate may be returned; asked anew for each draw
   */
  public UnseenCandidates(SearchSpace space, Predicate<Architecture> usable) {
    this.space = space;
    this.usable = usable;
  }

  /**
   * Different candidates of a space; fewer if it has no more, or none is found any more.
   *
   * @param usable whether a canonical candidate may be among them
   * @param most candidates, at least 0
   */
  public static List<Architecture> draw(
      SearchSpace space, Predicate<Architecture> usable, int most, RandomGenerator random) {
    Map<String, Architecture> drawn = new LinkedHashMap<>();
    UnseenCandidates unseen =
        new UnseenCandidates(space, a -> !drawn.containsKey(a.id()) && usable.test(a));
    boolean more = true;
    while (more && drawn.size() < most) {
      Optional<Architecture> next = unseen.next(random);
      next.ifPresent(candidate -> drawn.put(candidate.id(), candidate));
      more = next.isPresent();
    }
    return List.copyOf(drawn.values());
  }

  /** A canonical candidate; empty if no usable one is left or found. */
  public Optional<Architecture> next(RandomGenerator random) {
    boolean listable = space.size() <= MAX_LISTED;
    for (int i = 0; rest == null && i < (listable ? MAX_DRAWS : MAX_DRAWS_OF_LARGE); i++) {
      Architecture candidate = space.canonical(space.random(random));
      if (usable.test(candidate)) {
        return Optional.of(candidate);
      }
    }
    if (rest == null) {
      rest = listable ? shuffled(random) : new ArrayDeque<>();
    }
    while (!rest.isEmpty()) {
      Architecture candidate = rest.remove();
      if (usable.test(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Queue<Architecture> shuffled(RandomGenerator random) {
    Map<String, Architecture> distinct = new LinkedHashMap<>();
    space.architectures().map(space::canonical).forEach(a -> distinct.putIfAbsent(a.id(), a));
    Architecture[] all = distinct.values().toArray(Architecture[]::new);
    int[] order = IntStream.range(0, all.length).toArray();
    Shuffle.all(order, random);
    Queue<Architecture> queue = new ArrayDeque<>(all.length);
    IntStream.of(order).forEach(i -> queue.add(all[i]));
    return queue;
  }
}
