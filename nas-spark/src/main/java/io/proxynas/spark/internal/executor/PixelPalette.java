package io.proxynas.spark.internal.executor;

import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The distinct values of a channel, at most 256; values differ where their bits do. */
final class PixelPalette {

  private static final int MOST = 256;
  private static final int BUCKETS = 4 * MOST; // few collisions

  private final float[] values = new float[MOST];
  private final int[] places = new int[BUCKETS]; // of the values, by hash; −1 where there is none
  private int size;

  private PixelPalette() {
    Arrays.fill(places, -1);
  }

  /** The palettes of all channels; empty if one has too many values. */
  static Optional<List<PixelPalette>> ofChannels(LabelledImages images) {
    List<PixelPalette> palettes =
        Stream.generate(PixelPalette::new).limit(images.shape().channels()).toList();
    float[] image = new float[images.shape().size()];
    int plane = images.shape().height() * images.shape().width();
    for (int i = 0; i < images.size(); i++) {
      images.pixels().copy(i, image, 0);
      for (int v = 0; v < image.length; v++) {
        if (!palettes.get(v / plane).add(image[v])) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(palettes);
  }

  private boolean add(float value) {
    int bucket = bucket(value);
    if (places[bucket] < 0) {
      if (size == MOST) {
        return false;
      }
      values[size] = value;
      places[bucket] = size++;
    }
    return true;
  }

  /** The bucket of a value, or the free one where it would be. */
  private int bucket(float value) {
    int bits = Float.floatToRawIntBits(value);
    int bucket = Math.floorMod(bits * 0x9e3779b9 >>> 16, BUCKETS);
    while (places[bucket] >= 0 && Float.floatToRawIntBits(values[places[bucket]]) != bits) {
      bucket = (bucket + 1) % BUCKETS;
    }
    return bucket;
  }

  /** The place of a value that is in the palette, in [0, 256). */
  int place(float value) {
    return places[bucket(value)];
  }

  float[] values() {
    return Arrays.copyOf(values, size);
  }
}
