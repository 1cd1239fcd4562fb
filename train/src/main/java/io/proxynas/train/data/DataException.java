package io.proxynas.train.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Image data that cannot be used: a damaged, missing or contradictory file, an unknown data set, a
 * failed download. The message is one sentence for the user that names the file and what is wrong.
 */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With a sentence for the user. */
  public DataException(String message) {
    super(message);
  }

  /** With a sentence for the user and what lies behind it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file or folder that the file system does not let us read. */
  public static DataException unreadable(Path path, IOException cause) {
    return new DataException(path + " cannot be read: " + reason(cause), cause);
  }

  /** A file or folder that the file system does not let us write. */
  public static DataException unwritable(Path path, IOException cause) {
    return new DataException(path + " cannot be written: " + reason(cause), cause);
  }

  /** In words what the file system exceptions say by their type only. */
  public static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof EOFException) {
      return "it ends early";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
