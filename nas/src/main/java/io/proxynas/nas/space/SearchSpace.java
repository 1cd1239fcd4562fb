package io.proxynas.nas.space;

import io.proxynas.engine.architecture.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A finite set of architectures to search. Implementations are values; their {@code toString} names
 * the space with its options, for messages and for the journal's header. One that is serialisable
 * can be searched on a cluster.
 *
 * <p>A space says how its architectures are made of {@link Decisions}; whatever a search strategy
 * asks for follows from them. Two architectures that are the same network have one {@link
 * #canonical} form, which is trained for both.
 *
 * <p>A space of one's own says its decisions, and finds its members again:
 *
 * <pre>{@code
 * public record WidthSpace(List<Integer> widths) implements SearchSpace, Serializable {
 *   public String name() {
 *     return "widths";
 *   }
 *
 *   public Decisions decisions() { // one: how wide
 *     return new Decisions(
 *         List.of(widths.size()),
 *         choices -> new Mlp(widths.get(choices[0])),
 *         network -> new int[] {widths.indexOf(((Mlp) requireMember(network)).width())});
 *   }
 *
 *   public boolean contains(Architecture network) {
 *     return architectures().anyMatch(network::equals);
 *   }
 *
 *   public Architecture parse(String id) {
 *     return architectures()
 *         .filter(network -> network.id().equals(id))
 *         .findFirst()
 *         .orElseThrow(() -> new IllegalArgumentException("no network of widths is called " + id));
 *   }
 * }
 * }</pre>
 */
public interface SearchSpace {

  /** The name on the command line, such as {@code convnet}. */
  String name();

  /** How an architecture is made. */
  Decisions decisions();

  /**
   * What was chosen for an architecture, in words, by the names of the decisions and in their
   * order; here as numbers, {@code 1 → 0} being the first option of the first decision.
   */
  default Map<String, String> namedChoices(Architecture architecture) {
    int[] options = decisions().encode().apply(architecture);
    Map<String, String> choices = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i++) {
      choices.put(Integer.toString(i + 1), Integer.toString(options[i]));
    }
    return choices;
  }

  /** Whether the architecture belongs to this space. */
  boolean contains(Architecture architecture);

  /**
   * The architecture of this space with this id.
   *
   * @throws IllegalArgumentException if the id is malformed or names an architecture outside
   */
  Architecture parse(String id);

  /**
   * The member that stands for all members that are the same network as this one: itself, in spaces
   * without such duplicates. The canonical form of a canonical form is itself.
   */
  default Architecture canonical(Architecture architecture) {
    return architecture;
  }

  /** The exact number of architectures; those with the same canonical form count each. */
  default long size() {
    return decisions().size();
  }

  /** Every architecture once, in the same order on each call. */
  default Stream<Architecture> architectures() {
    return decisions().architectures();
  }

  /** One architecture, each with the same probability. */
  default Architecture random(RandomGenerator random) {
    return decisions().random(random);
  }

  /**
   * The canonical forms of the architectures that differ in one decision, without this one's own;
   * the mutations and the steps of a local search.
   */
  default List<Architecture> neighbours(Architecture architecture) {
    String self = canonical(architecture).id();
    return decisions().neighbours(architecture).stream()
        .map(this::canonical)
        .filter(neighbour -> !neighbour.id().equals(self))
        .distinct()
        .toList();
  }

  /** The architectures of this space as genes. */
  default ArchitectureCodec codec() {
    return new ArchitectureCodec(decisions());
  }

  /**
   * The fewest epochs on a proxy set that tell the networks of this space apart, measured on 500
   * images in batches of 25; 1 where the usual ones do, and where nobody has measured it.
   */
  default int leastProxyEpochs() {
    return 1;
  }

  /**
   * Refuses an architecture outside of this space.
   *
   * @throws IllegalArgumentException with both names
   */
  default <T extends Architecture> T requireMember(T architecture) {
    if (!contains(architecture)) {
      throw new IllegalArgumentException(
          "the architecture must be in the space " + this + ", but was " + architecture.id());
    }
    return architecture;
  }
}
