package io.proxynas.train.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksum of a file or of bytes.
 *
 * @param algorithm {@code SHA-256} or {@code MD5}, the latter where a publisher gives no other
 * @param hex in lower case
 */
public record Checksum(String algorithm, String hex) {

  public static Checksum sha256(String hex) {
    return new Checksum("SHA-256", hex);
  }

  public static Checksum md5(String hex) {
    return new Checksum("MD5", hex);
  }

  /** The checksum of the same algorithm of a file. */
  public Checksum of(Path file) throws IOException {
    MessageDigest digest = digest(algorithm);
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return finished(digest.digest());
  }

  /** The checksum of the same algorithm of bytes. */
  public Checksum of(byte[] bytes) {
    return finished(digest(algorithm).digest(bytes));
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private Checksum finished(byte[] digest) {
    return new Checksum(algorithm, HexFormat.of().formatHex(digest));
  }

  /** As in {@code MD5 d41d8cd9…}. */
  @Override
  public String toString() {
    return algorithm + " " + hex;
  }
}
