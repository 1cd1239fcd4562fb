package io.proxynas.nas.space;

import io.proxynas.engine.architecture.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Architectures as lists of independent decisions: any option of one goes with any option of the
 * others. Size, enumeration, random draws and neighbours follow from this alone.
 *
 * @param options number of options of each decision, each at least 1
 * @param decode from one option a decision, in [0, {@code options[i]}), to the architecture
 * @param encode its inverse; throws {@link IllegalArgumentException} for an architecture outside
 */
public record Decisions(
    List<Integer> options,
    Function<int[], Architecture> decode,
    Function<Architecture, int[]> encode) {

  public Decisions {
    options = List.copyOf(options);
    try {
      product(options);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "a space must have at most %d architectures, but has decisions of %s options"
              .formatted(Long.MAX_VALUE, options),
          e);
    }
  }

  private static long product(List<Integer> options) {
    return options.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** The number of architectures, the product of the options. */
  public long size() {
    return product(options);
  }

  /** Every architecture once; the last decision changes fastest. */
  public Stream<Architecture> architectures() {
    return LongStream.range(0, size()).mapToObj(this::at);
  }

  private Architecture at(long index) {
    int[] decisions = new int[options.size()];
    long rest = index;
    for (int i = decisions.length - 1; i >= 0; i--) {
      decisions[i] = (int) (rest % options.get(i));
      rest /= options.get(i);
    }
    return decode.apply(decisions);
  }

  /** One architecture, each with the same probability. */
  public Architecture random(RandomGenerator random) {
    return decode.apply(options.stream().mapToInt(random::nextInt).toArray());
  }

  /** The architectures that differ in one decision, in the order of the decisions. */
  public List<Architecture> neighbours(Architecture architecture) {
    int[] decisions = encode.apply(architecture);
    return IntStream.range(0, decisions.length)
        .boxed()
        .flatMap(
            i ->
                IntStream.range(0, options.get(i))
                    .filter(option -> option != decisions[i])
                    .mapToObj(option -> decode.apply(with(decisions, i, option))))
        .toList();
  }

  private static int[] with(int[] decisions, int index, int option) {
    int[] changed = Arrays.copyOf(decisions, decisions.length);
    changed[index] = option;
    return changed;
  }
}
