package io.proxynas.arbiter.internal.serde;

import io.proxynas.train.check.Require;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * What a text must keep to before Arbiter's libraries make objects of it, which know no such
 * bounds: nested at most {@value JsonFile#DEEPEST} deep; numbers of at most {@value
 * JsonFile#LONGEST_NUMBER} characters, since SnakeYAML tells them by a recursive pattern
 * (CVE-2022-38751); and no class with type arguments, which are a way to objects of any class
 * (CVE-2026-54512).
 */
final class Bounds {

  private static final Pattern NUMBER =
      Pattern.compile("[-+0-9:._]{" + (JsonFile.LONGEST_NUMBER + 1) + "}");

  private Bounds() {}

  /**
   * Requires that a text keeps to them.
   *
   * @throws IOException with a phrase if it does not
   */
  static void require(ObjectMapper mapper, String text) throws IOException {
    Matcher number = NUMBER.matcher(text);
    Require.inFile(
        !number.find(),
        "its numbers must have at most %d characters, but one has more",
        JsonFile.LONGEST_NUMBER);
    try (JsonParser parser = mapper.getFactory().createParser(text)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        Require.inFile(
            depth <= JsonFile.DEEPEST,
            "it must be nested at most %d deep, but is deeper at line %d",
            JsonFile.DEEPEST,
            parser.getTokenLocation().getLineNr());
        requireName(parser.getTypeId());
        if (token == JsonToken.FIELD_NAME || "@class".equals(parser.getCurrentName())) {
          requireName(parser.getText());
        }
      }
    }
  }

  private static void requireName(@Nullable Object type) throws IOException {
    Require.inFile(
        type == null || type.toString().indexOf('<') < 0,
        "it must name classes without type arguments, but names %s",
        type);
  }
}
