package io.proxynas.arbiter.internal.serde;

import java.io.IOException;
import java.util.Base64;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.JsonDeserializer;
import org.nd4j.shade.jackson.databind.JsonMappingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.jsontype.TypeDeserializer;

/**
 * Reads what Arbiter's {@code FixedValueSerializer} writes: {@code value}, a number, text or enum
 * of the class {@code @valueclass}, or {@code data}, any other object as Java serialises it, in
 * Base64. Arbiter's own deserialiser takes any class for either; this one those that {@link
 * ValueStream} lets pass.
 */
final class FixedValueReader extends JsonDeserializer<FixedValue<?>> {

  private static final ObjectMapper PLAIN = new ObjectMapper();

  @Override
  public FixedValue<?> deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode node = parser.getCodec().readTree(parser);
    JsonNode value = node.get("value");
    if (value != null) {
      return new FixedValue<>(PLAIN.treeToValue(value, type(node.path("@valueclass").asText())));
    }
    try {
      return new FixedValue<>(object(node.path("data").asText()));
    } catch (IOException e) { // which Jackson would call unexpected
      throw JsonMappingException.from(parser, e.getMessage(), e);
    }
  }

  /** The type is known: it is within, as {@code @valueclass}. */
  @Override
  public Object deserializeWithType(
      JsonParser parser, DeserializationContext context, TypeDeserializer type) throws IOException {
    return deserialize(parser, context);
  }

  private static Class<?> type(String name) throws IOException {
    try {
      Class<?> type = Class.forName(name, false, FixedValueReader.class.getClassLoader());
      boolean isNumber = Number.class.isAssignableFrom(type) && ValueStream.isOfJava(type);
      if (isNumber || type == String.class || Enum.class.isAssignableFrom(type)) {
        return type;
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IOException(wrong(name), e);
    }
    throw new IOException(wrong(name));
  }

  private static String wrong(String name) {
    return "the @valueclass of a FixedValue must be a number of Java, String or an enum on the class path, but was \""
        + name
        + "\"";
  }

  private static Object object(String base64) throws IOException {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException("the data of a FixedValue must be Base64, but is not", e);
    }
    return ValueStream.read(bytes);
  }
}
