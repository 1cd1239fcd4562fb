package io.proxynas.arbiter.internal.serde;

import java.io.IOException;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;

/**
 * Arbiter's mappers, with {@link FixedValueReader} in place of its deserialiser of any object, for
 * texts within {@link Bounds}.
 */
public final class Mappers {

  private static final ObjectMapper JSON = guarded(JsonMapper.getMapper());
  private static final ObjectMapper YAML = guarded(JsonMapper.getYamlMapper());

  private Mappers() {}

  /**
   * The mapper for a text in JSON.
   *
   * @throws IOException with a phrase if the text is not to be read
   */
  public static ObjectMapper json(String text) throws IOException {
    Bounds.require(JSON, text);
    return JSON;
  }

  /**
   * The mapper for a text in YAML.
   *
   * @throws IOException with a phrase if the text is not to be read
   */
  public static ObjectMapper yaml(String text) throws IOException {
    Bounds.require(YAML, text);
    return YAML;
  }

  private static ObjectMapper guarded(ObjectMapper mapper) {
    return mapper.copy().addMixIn(FixedValue.class, Guarded.class);
  }

  @JsonDeserialize(using = FixedValueReader.class)
  private static final class Guarded {}
}
