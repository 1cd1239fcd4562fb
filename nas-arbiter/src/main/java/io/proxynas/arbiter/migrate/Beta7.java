package io.proxynas.arbiter.migrate;

import io.proxynas.arbiter.internal.serde.Mappers;
import io.proxynas.train.check.Shown;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;

/**
 * Reads configurations that a process with DL4J 1.0.0-beta7 wrote as JSON or YAML.
 *
 * <p>Arbiter writes a {@code FixedValue} as a Java-serialised object in Base64. DL4J's classes
 * declare no serialVersionUID there, so that of {@code InputType} changed with its code though its
 * fields did not, and Java refuses the object. Here each class description of DL4J and ND4J in such
 * an object gets the serialVersionUID of the class on the class path (Java Object Serialization
 * Specification, section 6.4.2, {@code TC_CLASSDESC}); nothing is deserialised but by {@link
 * #fromJson} and {@link #fromYaml}, and there classes of layers' values only.
 */
public final class Beta7 {

  /** A serialised object in Base64, with the line breaks that JSON and YAML write in texts. */
  private static final Pattern OBJECT =
      Pattern.compile("rO0AB(?:[A-Za-z0-9+/=]|\\\\[rn]|\\\\\\R *)*+");

  private static final Pattern BREAK = Pattern.compile("\\\\[rn]|\\\\\\R *");

  /** Begins the description of a class: its name's length and its name follow, then the UID. */
  private static final byte TC_CLASSDESC = 0x72;

  private static final int BEFORE_NAME = 3;

  private Beta7() {}

  /**
   * The configuration of a JSON text, whatever version of DL4J wrote it.
   *
   * @param json as {@link OptimizationConfiguration#toJson} writes it
   * @throws IllegalArgumentException with one sentence if it is none, or a {@code FixedValue} in it
   *     has an object of other classes than DL4J's, ND4J's, lists, texts and numbers
   */
  public static OptimizationConfiguration fromJson(String json) {
    String text = migrated(json);
    return read(() -> Mappers.json(text).readValue(text, OptimizationConfiguration.class));
  }

  /**
   * The configuration of a YAML text, whatever version of DL4J wrote it.
   *
   * @param yaml as {@link OptimizationConfiguration#toYaml} writes it
   * @throws IllegalArgumentException as {@link #fromJson}
   */
  public static OptimizationConfiguration fromYaml(String yaml) {
    String text = migrated(yaml);
    return read(() -> Mappers.yaml(text).readValue(text, OptimizationConfiguration.class));
  }

  private interface Reading {
    OptimizationConfiguration read() throws IOException;
  }

  private static OptimizationConfiguration read(Reading reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the text must be a configuration of Arbiter, but is not: " + Shown.reason(e), e);
    }
  }

  /**
   * The text with the serialVersionUIDs of the classes on the class path; also for a space's JSON
   * or YAML alone. A text that needs nothing comes back as it is.
   */
  public static String migrated(String text) {
    return OBJECT
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(object(match.group())));
  }

  private static String object(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(BREAK.matcher(base64).replaceAll(""));
    } catch (IllegalArgumentException e) {
      return base64; // looks like one, but is another text
    }
    byte[] before = bytes.clone();
    for (int at = 0; at + BEFORE_NAME < bytes.length; at++) {
      if (bytes[at] == TC_CLASSDESC) {
        describe(bytes, at);
      }
    }
    return Arrays.equals(bytes, before) ? base64 : Base64.getEncoder().encodeToString(bytes);
  }

  private static void describe(byte[] bytes, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int length = buffer.getShort(at + 1) & 0xffff;
    int uid = at + BEFORE_NAME + length;
    if (uid + Long.BYTES > bytes.length) {
      return;
    }
    String name = new String(bytes, at + BEFORE_NAME, length, StandardCharsets.UTF_8);
    if (name.matches("(\\[+L)?org\\.(deeplearning4j|nd4j)\\.[\\w.$]+;?")) {
      try {
        Class<?> local = Class.forName(name, false, Beta7.class.getClassLoader());
        ObjectStreamClass description = ObjectStreamClass.lookup(local);
        if (description != null) {
          buffer.putLong(uid, description.getSerialVersionUID());
        }
      } catch (ClassNotFoundException e) {
        // Arbiter will say so.
      }
    }
  }
}
