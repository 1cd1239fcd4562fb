package io.proxynas.arbiter.internal.serde;

import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;

/** Arbiter's mappers, with {@link FixedValueReader} in place of its deserialiser of any object. */
public final class Mappers {

  private static final ObjectMapper JSON = guarded(JsonMapper.getMapper());
  private static final ObjectMapper YAML = guarded(JsonMapper.getYamlMapper());

  private Mappers() {}

  /** For JSON. */
  public static ObjectMapper json() {
    return JSON;
  }

  /** For YAML. */
  public static ObjectMapper yaml() {
    return YAML;
  }

  private static ObjectMapper guarded(ObjectMapper mapper) {
    return mapper.copy().addMixIn(FixedValue.class, Guarded.class);
  }

  @JsonDeserialize(using = FixedValueReader.class)
  private static final class Guarded {}
}
