package io.proxynas.examples.arbiter;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** The program's data: images of clothes, in batches of 64 or of the property {@code batch}. */
public final class FashionImages implements DataSource {

  private static final long serialVersionUID = 1;

  private int batch = 64;

  @Override
  public void configure(Properties properties) {
    batch = Integer.parseInt(properties.getProperty("batch", "64"));
  }

  @Override
  public Object trainData() {
    return iterator(load().train());
  }

  @Override
  public Object testData() {
    return iterator(load().test());
  }

  @Override
  public Class<?> getDataType() {
    return DataSetIterator.class;
  }

  private static DataSet load() {
    try {
      DataLocation location = DataLocation.of(CacheFolder.of(System.getenv()));
      return DataSets.load(DataSets.names().get(0), location, Progress.NONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("reading the data was interrupted", e);
    }
  }

  private DataSetIterator iterator(LabelledImages images) {
    int[] order = IntStream.range(0, images.size()).toArray();
    Shuffle.all(order, new Seed(1).generator());
    List<org.nd4j.linalg.dataset.DataSet> all = new ArrayList<>();
    for (int from = 0; from < order.length; from += batch) {
      int count = Math.min(batch, order.length - from);
      float[] pixels = new float[count * images.shape().size()];
      images.copy(order, from, count, pixels);
      float[] labels = new float[count * images.classes()];
      for (int i = 0; i < count; i++) {
        labels[i * images.classes() + images.labels()[order[from + i]]] = 1;
      }
      all.add(
          new org.nd4j.linalg.dataset.DataSet(
              Nd4j.create(pixels, new long[] {count, 1, 28, 28}, 'c'),
              Nd4j.create(labels, new long[] {count, images.classes()}, 'c')));
    }
    return new ExistingDataSetIterator(all);
  }
}
