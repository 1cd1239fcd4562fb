package io.proxynas.arbiter.internal.serde;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Deserialises values of layers, such as an {@code InputType} or an activation function, and
 * nothing else: classes of DL4J and ND4J, lists, maps, texts and numbers, of bounded size. No class
 * of other libraries is loaded, whose {@code readObject} might do whatever a file says.
 */
final class ValueStream {

  /** A weighted loss, which has an array, is nested 8 deep. */
  private static final ObjectInputFilter BOUNDS =
      ObjectInputFilter.Config.createFilter("maxdepth=20;maxrefs=10000;maxarray=1000000");

  private static final ObjectInputFilter CLASSES =
      ObjectInputFilter.Config.createFilter(
          "org.deeplearning4j.nn.**;org.nd4j.linalg.**;java.lang.*;java.math.*;"
              + "java.util.ArrayList;java.util.Arrays$*;java.util.LinkedList;"
              + "java.util.HashMap;java.util.LinkedHashMap;java.util.TreeMap;java.util.Map$*;"
              + "java.util.HashSet;java.util.LinkedHashSet;java.util.CollSer;!*");

  private ValueStream() {}

  /** Whether it is one of Java's own values. */
  static boolean isOfJava(Class<?> type) {
    return type.getPackageName().equals("java.lang") || type.getPackageName().equals("java.math");
  }

  /**
   * The object that was serialised.
   *
   * @throws IOException with a phrase if it is none, or not of these classes
   */
  static Object read(byte[] bytes) throws IOException {
    AtomicReference<@Nullable String> refused = new AtomicReference<>();
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(info -> check(info, refused));
      return in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException("a FixedValue is of the unknown class " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw new IOException(reason(refused.get()), e);
    }
  }

  private static String reason(@Nullable String refused) {
    return refused == null
        ? "the data of a FixedValue must be a whole Java object, but are damaged"
        : "a FixedValue must be of numbers, texts, lists and classes of DL4J and ND4J, at most 20 deep, but has "
            + refused;
  }

  private static Status check(FilterInfo info, AtomicReference<@Nullable String> refused) {
    boolean isRefused =
        BOUNDS.checkInput(info) == Status.REJECTED || CLASSES.checkInput(info) == Status.REJECTED;
    if (isRefused) {
      refused.set(
          info.serialClass() == null ? "more than that" : "a " + info.serialClass().getName());
    }
    return isRefused ? Status.REJECTED : Status.ALLOWED;
  }
}
