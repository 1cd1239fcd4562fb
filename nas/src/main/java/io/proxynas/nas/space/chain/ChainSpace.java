package io.proxynas.nas.space.chain;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.space.Decisions;
import io.proxynas.nas.space.SearchSpace;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A user's own space: any choice of one slot goes with any of the others.
 *
 * @param name of the space, before its architectures' ids
 * @param slots at least 1, from image to output
 */
record ChainSpace(String name, List<Slot> slots) implements SearchSpace, Serializable {

  public ChainSpace {
    slots = List.copyOf(slots);
    if (slots.isEmpty()) {
      throw new IllegalArgumentException("a chain must have at least 1 slot, but had none");
    }
  }

  @Override
  public Decisions decisions() {
    return new Decisions(
        slots.stream().map(slot -> slot.choices().size()).toList(),
        d -> new Chain(name, slots, indices().mapToObj(i -> names(i).get(d[i])).toList()),
        architecture -> {
          List<String> choices = ((Chain) requireMember(architecture)).choices();
          return indices().map(i -> names(i).indexOf(choices.get(i))).toArray();
        });
  }

  private IntStream indices() {
    return IntStream.range(0, slots.size());
  }

  private List<String> names(int slot) {
    return slots.get(slot).names();
  }

  /** By the numbers of the slots. */
  @Override
  public Map<String, String> namedChoices(Architecture architecture) {
    List<String> chosen = ((Chain) requireMember(architecture)).choices();
    Map<String, String> choices = new LinkedHashMap<>();
    indices().forEach(i -> choices.put("slot-" + (i + 1), chosen.get(i)));
    return choices;
  }

  @Override
  public boolean contains(Architecture architecture) {
    return architecture instanceof Chain chain
        && chain.space().equals(name)
        && chain.slots().equals(slots);
  }

  @Override
  public Architecture parse(String id) {
    String prefix = name + ":";
    try {
      if (id.startsWith(prefix)) {
        return new Chain(name, slots, List.of(id.substring(prefix.length()).split("-", -1)));
      }
    } catch (IllegalArgumentException e) {
      throw malformed(id, ": " + e.getMessage(), e);
    }
    throw malformed(id, "", null);
  }

  private IllegalArgumentException malformed(String id, String why, @Nullable Throwable cause) {
    String example = decisions().architectures().findFirst().orElseThrow().id();
    return new IllegalArgumentException(
        "an id of the space %s must look like %s, but was %s%s".formatted(name, example, id, why),
        cause);
  }

  /** The name and every choice, so that a journal notices a changed file. */
  @Override
  public String toString() {
    return name + " (" + slots + ")";
  }
}
