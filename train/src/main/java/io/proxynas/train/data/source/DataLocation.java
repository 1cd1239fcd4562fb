package io.proxynas.train.data.source;

import io.proxynas.engine.Seed;
import io.proxynas.train.file.CacheFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where data sets are looked for, in this order, and how large the images of a folder are made.
 *
 * @param dataDir the user's own folder ({@code --data-dir}): a set may be in it or in a folder of
 *     the set's name in it
 * @param cache holds downloads and decoded images, and receives new ones
 * @param system holds a folder for each installed set
 * @param size height and width in pixels to which the images of an image folder are resized ({@code
 *     --size}), in [1, 1024]; if absent, they must be of one size. Named sets keep their own
 * @param splitSeed decides which of a user's images are the test part, if none of them are ({@code
 *     --split-seed}); apart from the seed of a run, so that no run trains on the test images of
 *     another
 */
public record DataLocation(
    Optional<Path> dataDir, CacheFolder cache, Path system, OptionalInt size, Seed splitSeed) {

  /** The usual seed of the test part. */
  public static final Seed SPLIT_SEED = new Seed(1);

  /** The largest size of the images of a folder. */
  public static final int MAX_SIZE = 1024;

  /** Where Debian's packages {@code dataset-*} put their files. */
  private static final Path SYSTEM = Path.of("/usr/share/datasets");

  public DataLocation {
    if (size.isPresent() && (size.getAsInt() < 1 || size.getAsInt() > MAX_SIZE)) {
      throw new IllegalArgumentException(
          "the image size must be in [1, %d], but was %d".formatted(MAX_SIZE, size.getAsInt()));
    }
  }

  /** The usual places: the cache and the system's folder. */
  public static DataLocation of(CacheFolder cache) {
    return new DataLocation(Optional.empty(), cache, SYSTEM, OptionalInt.empty(), SPLIT_SEED);
  }

  /** The same places but for the cache. */
  public DataLocation withCache(CacheFolder other) {
    return new DataLocation(dataDir, other, system, size, splitSeed);
  }

  /** The same places after the user's own folder. */
  public DataLocation withDataDir(Path folder) {
    return new DataLocation(Optional.of(folder), cache, system, size, splitSeed);
  }

  /** The same places, another size for image folders. */
  public DataLocation withSize(int pixels) {
    return new DataLocation(dataDir, cache, system, OptionalInt.of(pixels), splitSeed);
  }

  /** The same places, another test part of images that have none. */
  public DataLocation withSplitSeed(Seed seed) {
    return new DataLocation(dataDir, cache, system, size, seed);
  }
}
