package io.proxynas.arbiter.data;

import io.proxynas.model.PixelScale;
import io.proxynas.model.TrainedOn;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.ImageScale;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.DataSets;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The training images of the data set that the program brings along, recognised among a user's by
 * their pixels and classes, in whatever order they come, and on whatever scale as long as it grows
 * with the bytes. So the sets that come with the program, and those that {@code nas-search} has
 * made of these images, are found.
 *
 * @param data as {@code nas-search} knows it
 * @param images the user's, in the data set's order and with its class names
 * @param scale of the user's images
 */
record KnownImages(DataSet data, LabelledImages images, UserScale scale) {

  /** The data set that a user's training images are, if it is known. */
  static Optional<KnownImages> of(LabelledImages user) {
    DataSet data = embedded();
    LabelledImages known = data.train();
    if (!known.shape().equals(user.shape())
        || known.classes() != user.classes()
        || known.size() != user.size()) {
      return Optional.empty();
    }
    UserScale scale = UserScale.of(user);
    return order(user, scale, data)
        .map(order -> named(user.select(order), known))
        .map(images -> new KnownImages(data, images, scale));
  }

  private static DataSet embedded() {
    try {
      return DataSets.load(DataSets.names().get(0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("reading the embedded images was interrupted", e);
    }
  }

  private static LabelledImages named(LabelledImages images, LabelledImages known) {
    return new LabelledImages(images.shape(), known.classNames(), images.pixels(), images.labels());
  }

  /** Where the user has each image of the data set; empty if one of them is missing. */
  private static Optional<int[]> order(LabelledImages user, UserScale scale, DataSet data) {
    Map<ByteBuffer, Deque<Integer>> places = new HashMap<>();
    float[] image = new float[user.shape().size()];
    for (int n = 0; n < user.size(); n++) {
      user.pixels().copy(n, image, 0);
      Optional<byte[]> bytes = scale.bytes(image);
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      places.computeIfAbsent(key(bytes.get(), user.labels()[n]), k -> new ArrayDeque<>()).add(n);
    }
    int[] order = new int[user.size()];
    for (int n = 0; n < order.length; n++) {
      data.train().pixels().copy(n, image, 0);
      Deque<Integer> place = places.get(key(bytes(image, data), data.train().labels()[n]));
      if (place == null || place.isEmpty()) {
        return Optional.empty();
      }
      order[n] = place.remove();
    }
    return Optional.of(order);
  }

  private static byte[] bytes(float[] standardized, DataSet data) {
    int plane = standardized.length / data.shape().channels();
    byte[] bytes = new byte[standardized.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) data.statistics().byteOf(i / plane, standardized[i]);
    }
    return bytes;
  }

  private static ByteBuffer key(byte[] pixels, int label) {
    return ByteBuffer.allocate(pixels.length + Integer.BYTES).put(pixels).putInt(label).flip();
  }

  /** Between the user's scale and that on which the data set is standardised. */
  ImageScale standardization() {
    ChannelStatistics user = scale.ofUnit();
    ChannelStatistics known = data.statistics();
    float[] mean = new float[known.channels()];
    float[] deviation = new float[known.channels()];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = (known.mean()[c] - user.mean()[c]) / user.deviation()[c];
      deviation[c] = known.deviation()[c] / user.deviation()[c];
    }
    return new ImageScale(new ChannelStatistics(mean, deviation));
  }

  /** What a model that was trained on the user's images takes: bytes / 255. */
  TrainedOn trainedOn() {
    return TrainedOn.given(data.name(), PixelScale.UNIT, scale.ofUnit(), data.classNames());
  }
}
