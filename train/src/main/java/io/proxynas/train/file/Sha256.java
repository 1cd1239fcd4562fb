package io.proxynas.train.file;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The checksum of everything that is kept. */
public final class Sha256 {

  /** Its length in bytes. */
  public static final int BYTES = 32;

  private Sha256() {}

  /** What a checksum is taken of. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it. */
    void writeTo(DataOutputStream out) throws IOException;
  }

  /** The checksum of a content, in hexadecimal. */
  public static String of(Content content) {
    MessageDigest digest = digest();
    OutputStream nowhere = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(nowhere))) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a digest does not fail", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A new digest. */
  public static MessageDigest digest() {
    return Checksum.digest("SHA-256");
  }
}
