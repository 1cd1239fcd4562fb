package io.proxynas.condense.saved;

import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Names a set by what is in it, whatever the file that it came from. */
final class ContentHash {

  private ContentHash() {}

  /** The SHA-256 over shape, class names, labels and the bits of the pixels, in hexadecimal. */
  static String of(LabelledImages images) {
    MessageDigest digest = Sha256.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      out.writeUTF(images.shape().toString());
      out.writeInt(images.classes());
      for (String name : images.classNames()) {
        out.writeUTF(name);
      }
      out.writeInt(images.size());
      float[] image = new float[images.shape().size()];
      for (int i = 0; i < images.size(); i++) {
        out.writeInt(images.labels()[i]);
        images.pixels().copy(i, image, 0);
        for (float pixel : image) {
          out.writeInt(Float.floatToRawIntBits(pixel));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a digest does not fail", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
