package io.proxynas.arbiter;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Grey images of 8x8 pixels on the scale [0, 1] in three classes: a bright row, a bright column, or
 * neither, under noise. Properties: {@code flat} gives rows, {@code batch} their number a batch.
 */
public final class TinyData implements DataSource {

  private static final long serialVersionUID = 1;

  public static final int SIZE = 8;
  public static final int CLASSES = 3;
  public static final int TRAIN = 40;
  public static final int TEST = 10;

  private boolean flat;
  private int batch = 20;

  /** Properties with a shape and a size of batches. */
  public static Properties properties(boolean flat, int batch) {
    Properties properties = new Properties();
    properties.setProperty("flat", Boolean.toString(flat));
    properties.setProperty("batch", Integer.toString(batch));
    return properties;
  }

  @Override
  public void configure(Properties properties) {
    flat = Boolean.parseBoolean(properties.getProperty("flat", "false"));
    batch = Integer.parseInt(properties.getProperty("batch", "20"));
  }

  @Override
  public Object trainData() {
    return iterator(TRAIN, 1);
  }

  @Override
  public Object testData() {
    return iterator(TEST, 2);
  }

  @Override
  public Class<?> getDataType() {
    return DataSetIterator.class;
  }

  private DataSetIterator iterator(int perClass, long seed) {
    return new ListDataSetIterator<>(images(perClass, seed, flat), batch);
  }

  /** One image an element, classes in turn. */
  public static List<DataSet> images(int perClass, long seed, boolean flat) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<DataSet> images = new ArrayList<>();
    for (int i = 0; i < perClass * CLASSES; i++) {
      int label = i % CLASSES;
      float[] pixels = new float[SIZE * SIZE];
      int line = random.nextInt(SIZE);
      for (int p = 0; p < pixels.length; p++) {
        boolean bright = label == 0 ? p / SIZE == line : label == 1 ? p % SIZE == line : p == line;
        pixels[p] = 0.35f * random.nextFloat() + (bright ? 0.6f : 0);
      }
      long[] shape = flat ? new long[] {1, SIZE * SIZE} : new long[] {1, 1, SIZE, SIZE};
      INDArray labels = Nd4j.zeros(1, CLASSES);
      labels.putScalar(0, label, 1);
      images.add(new DataSet(Nd4j.create(pixels, shape, 'c'), labels));
    }
    return images;
  }
}
