package io.proxynas.train.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum of everything that is kept. */
public final class Sha256 {

  /** Its length in bytes. */
  public static final int BYTES = 32;

  private Sha256() {}

  /** A new digest. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
