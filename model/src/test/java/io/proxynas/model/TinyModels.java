package io.proxynas.model;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.RawImages;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Small networks, trained on random bytes. */
public final class TinyModels {

  /** Two channels, and higher than wide, so that no order of axes can be mistaken. */
  public static final ImageShape SHAPE = new ImageShape(2, 9, 8);

  public static final Recipe RECIPE = new Recipe(1, 4, 0.05, 0.9, 0, Optional.empty());

  /** A byte of the first channel is small, one of the second large. */
  public static final DataSet DATA =
      DataSet.of(
          "tiny", List.of("ape", "bee\nor wasp", "cat"), images(1), images(2), true, List.of());

  private TinyModels() {}

  /** Twelve images. */
  static RawImages images(long seed) {
    int count = 12;
    byte[] pixels = new byte[count * SHAPE.size()];
    new Random(seed).nextBytes(pixels);
    int plane = SHAPE.height() * SHAPE.width();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (byte) (i / plane % 2 == 0 ? (pixels[i] & 0xff) / 8 : (pixels[i] & 0xff) / 2 + 127);
    }
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
    }
    return new RawImages(SHAPE, pixels, labels);
  }

  /** The test images of {@link #DATA}, (N, C, H, W). */
  static byte[] bytes() {
    RawImages images = images(2);
    ByteBuffer all = ByteBuffer.allocate(images.count() * SHAPE.size());
    byte[] image = new byte[SHAPE.size()];
    for (int n = 0; n < images.count(); n++) {
      images.pixels().copy(n, image);
      all.put(image);
    }
    return all.array();
  }

  /** The same in [0, 1]. */
  static float[] unitImages() {
    byte[] bytes = bytes();
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & 0xff) / 255f;
    }
    return values;
  }

  static ConvNet convNet(Normalization normalization) {
    return new ConvNet(1, 8, Activation.RELU, normalization, Pooling.MAX);
  }

  static TrainedNetwork train(Architecture architecture) throws InterruptedException {
    return new Trainer(RECIPE).train(architecture, DATA.train(), new Seed(3), Progress.NONE);
  }
}
