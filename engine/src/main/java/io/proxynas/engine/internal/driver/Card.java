package io.proxynas.engine.internal.driver;

import java.util.Optional;

/**
 * A card as its driver tells of it.
 *
 * @param index as {@code nvidia-smi} counts
 * @param uuid that no other card has
 * @param name of the model
 * @param driver the driver's version
 * @param capability compute capability, such as 9.0
 * @param totalBytes its memory
 * @param freeBytes what of that nobody uses now
 */
public record Card(
    String index,
    String uuid,
    String name,
    String driver,
    String capability,
    long totalBytes,
    long freeBytes) {

  /** What is asked for, in the order of the components. */
  static final String FIELDS =
      "index,uuid,driver_version,compute_cap,memory.total,memory.free,name";

  private static final int COUNT = 7;
  private static final int MEBIBYTE_BITS = 20;

  /** Of a line of {@code nvidia-smi} without units; empty where that is another one. */
  static Optional<Card> parse(String line) {
    String[] fields = line.strip().split("\\s*,\\s*", COUNT);
    if (fields.length < COUNT || !fields[4].matches("\\d+") || !fields[5].matches("\\d+")) {
      return Optional.empty();
    }
    return Optional.of(
        new Card(
            fields[0],
            fields[1],
            fields[6],
            fields[2],
            fields[3],
            Long.parseLong(fields[4]) << MEBIBYTE_BITS,
            Long.parseLong(fields[5]) << MEBIBYTE_BITS));
  }

  /** Whether an entry of {@code CUDA_VISIBLE_DEVICES} means this card. */
  boolean isNamed(String entry) {
    return !entry.isEmpty() && (entry.equals(index) || uuid.startsWith(entry));
  }
}
