package io.proxynas.arbiter.data;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images in the form of DL4J. Every batch is a copy, so that what a preprocessor or a task does to
 * it reaches no other task.
 */
public final class ImageIterator implements DataSetIterator {

  private static final long serialVersionUID = 1;

  private final transient LabelledImages images;
  private final transient Optional<Seed> order;
  private final boolean flat;
  private final int batchSize;
  private final int[] indices;
  private int pass;
  private int position;
  private @Nullable DataSetPreProcessor preProcessor;

  /**
   * An iterator at its beginning.
   *
   * @param images (N, C, H, W)
   * @param flat whether to give rows (N, C·H·W)
   * @param batchSize images of a batch; the last one may be smaller
   * @param order decides a new order for each pass; without it, that of the images
   */
  ImageIterator(LabelledImages images, boolean flat, int batchSize, Optional<Seed> order) {
    this.images = images;
    this.flat = flat;
    this.batchSize = batchSize;
    this.order = order;
    this.indices = IntStream.range(0, images.size()).toArray();
    shuffle();
  }

  private void shuffle() {
    order.ifPresent(seed -> Shuffle.all(indices, seed.child(pass).generator()));
  }

  /** What it goes through. */
  public LabelledImages images() {
    return images;
  }

  @Override
  public boolean hasNext() {
    return position < indices.length;
  }

  @Override
  public DataSet next() {
    return next(batchSize);
  }

  @Override
  public DataSet next(int most) {
    if (!hasNext()) {
      throw new NoSuchElementException("all %d images were given".formatted(indices.length));
    }
    int count = Math.min(most, indices.length - position);
    ImageShape shape = images.shape();
    float[] pixels = new float[count * shape.size()];
    images.copy(indices, position, count, pixels);
    float[] labels = new float[count * images.classes()];
    for (int i = 0; i < count; i++) {
      labels[i * images.classes() + images.labels()[indices[position + i]]] = 1;
    }
    position += count;
    long[] lengths =
        flat
            ? new long[] {count, shape.size()}
            : new long[] {count, shape.channels(), shape.height(), shape.width()};
    DataSet batch =
        new DataSet(
            Nd4j.create(pixels, lengths, 'c'),
            Nd4j.create(labels, new long[] {count, images.classes()}, 'c'));
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  @Override
  public void reset() {
    position = 0;
    pass++;
    shuffle();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** A batch costs a copy; a thread of its own would cost more. */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public int inputColumns() {
    return images.shape().size();
  }

  @Override
  public int totalOutcomes() {
    return images.classes();
  }

  @Override
  public int batch() {
    return batchSize;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public @Nullable DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  @Override
  public List<String> getLabels() {
    return images.classNames();
  }
}
