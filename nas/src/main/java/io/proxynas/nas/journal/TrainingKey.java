package io.proxynas.nas.journal;

import io.proxynas.train.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that the outcome of one training depends on, by name: equal keys mean equal scores.
 *
 * @param parts such as the architecture, the images, the recipe and the seed; values may be hashes
 */
public record TrainingKey(Map<String, String> parts) {

  /** Copies the parts, sorted by name. */
  public TrainingKey {
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
  }

  /** The SHA-256 of the key in hexadecimal, 64 digits. */
  public String hash() {
    StringBuilder text = new StringBuilder();
    // Lengths first, so that no two maps have the same text.
    parts.forEach(
        (name, value) ->
            text.append(name.length())
                .append(':')
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
    return sha256(text.toString());
  }

  /** The SHA-256 of a text in UTF-8, in hexadecimal. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
