package io.proxynas.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The versions of the program and of the libraries that decide its figures, as built. */
public final class Versions {

  /** Read once: the jar of a running program may be built anew below it. */
  private static final Map<String, String> CURRENT = read();

  private Versions() {}

  /** Version by name, such as {@code proxynas} or {@code deeplearning4j}, in order of the names. */
  public static Map<String, String> current() {
    return CURRENT;
  }

  private static Map<String, String> read() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      if (in == null) {
        throw new IllegalStateException("versions.properties must be beside Versions, but was not");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new TreeMap<>();
    properties.forEach((name, version) -> versions.put((String) name, (String) version));
    return Collections.unmodifiableMap(versions);
  }
}
