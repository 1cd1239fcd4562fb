package io.proxynas.train.data.source;

import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.RawImages;
import io.proxynas.train.file.Checksum;
import io.proxynas.train.internal.format.FileLayout;
import io.proxynas.train.internal.format.IdxReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The embedded sample of Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf, arXiv 1708.07747): the
 * first 1,000 training and the first 200 test images of each class, in the order of the original.
 * Made by {@code train/src/data/make-fashion-mnist-mini.py}, which prints the checksums below.
 */
final class FashionMnistMini {

  static final String NAME = "fashion-mnist-mini";

  private static final String FOLDER = NAME + "/";

  private FashionMnistMini() {}

  static DataSet load() {
    RawImages train =
        read(
            FileLayout.Idx.TRAIN_IMAGES,
            "1ecc7f90b9d150b40c359acf80cfec4990bfbcc1db9fe346f886d9e7fcae0000",
            FileLayout.Idx.TRAIN_LABELS,
            "036b3a9440a684e6f8117e910b5dad249f9165250c2ae2341f2bfd8482381497");
    RawImages test =
        read(
            FileLayout.Idx.TEST_IMAGES,
            "e60ede7714c657ced2d723c33140572b5476b46df34b385a6e176b0757dc4318",
            FileLayout.Idx.TEST_LABELS,
            "e6d25f5f3e85bb315a10172898c1c8f69ce52c4f9306c5821205c821bfca8847");
    return DataSet.of(NAME, DataSets.FASHION_CLASSES, train, test, true, List.of());
  }

  private static RawImages read(
      String images, String imagesSha256, String labels, String labelsSha256) {
    return IdxReader.read(
        content(images + ".gz", imagesSha256),
        images + ".gz",
        content(labels + ".gz", labelsSha256),
        labels + ".gz",
        DataSets.FASHION_CLASSES.size());
  }

  /** An embedded file, checked against the damage that a jar may suffer. */
  private static byte[] content(String name, String sha256) {
    try (InputStream in = FashionMnistMini.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new DataException("the embedded file %s%s is missing".formatted(FOLDER, name));
      }
      byte[] bytes = in.readAllBytes();
      Checksum expected = Checksum.sha256(sha256);
      Checksum actual = expected.of(bytes);
      if (!actual.equals(expected)) {
        throw new DataException(
            "the embedded file %s%s must have the %s, but has the %s"
                .formatted(FOLDER, name, expected, actual));
      }
      return bytes;
    } catch (IOException e) {
      throw new DataException("the embedded file %s%s cannot be read".formatted(FOLDER, name), e);
    }
  }
}
