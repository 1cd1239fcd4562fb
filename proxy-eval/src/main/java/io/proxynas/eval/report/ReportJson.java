package io.proxynas.eval.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.proxynas.condense.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes and reads {@code report.json}. Undefined and infinite numbers are written as {@code null};
 * {@code null} or a missing number is read as NaN where a fraction or a time stands. Fields that
 * this version does not know are skipped, so that a later one may add some under the same schema.
 */
public final class ReportJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // an Interval's isDefined() is no field
          .addModule(undefinedAsNull())
          .build();

  private static final String TRAINED_BY_DL4J = "trainedByDl4j";

  private static final String PARETO = "pareto";
  private static final String HALVING = "halving";

  private ReportJson() {}

  private static SimpleModule undefinedAsNull() {
    return new SimpleModule()
        .addSerializer(double.class, new DefinedOrNull())
        .addDeserializer(double.class, new NumberOrNaN());
  }

  /** The report as indented JSON. */
  public static String toJson(Report report) {
    try {
      return MAPPER.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // numbers and text cannot fail to be written
    }
  }

  /** The report as a JSON tree, the same that {@link #toJson} writes. */
  public static ObjectNode toTree(Report report) {
    return MAPPER.valueToTree(report);
  }

  /**
   * Writes the report, replacing the file in one step: a reader sees the old or the new one whole.
   *
   * @throws IOException if the folder is missing, full or not writable; the old file is kept
   */
  public static void write(Report report, Path file) throws IOException {
    AtomicFile.write(file, toJson(report));
  }

  /**
   * Reads a report.
   *
   * @throws IOException if the file cannot be read, is no report, or is one of another schema
   */
  public static Report read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      JsonNode tree = MAPPER.readTree(text);
      JsonNode schema = tree.path("schema");
      if (!schema.isInt() || schema.intValue() != Report.SCHEMA) {
        String actual = schema.isMissingNode() ? "missing" : schema.toString();
        throw new IOException(
            "the schema of a report must be "
                + Report.SCHEMA
                + ", but was "
                + actual
                + " in "
                + file);
      }
      if (tree.path("search") instanceof ObjectNode search && !search.has(TRAINED_BY_DL4J)) {
        search.put(TRAINED_BY_DL4J, 0); // earlier versions trained by the engine alone
      }
      if (tree instanceof ObjectNode report && !report.has(PARETO)) {
        report.set(PARETO, MAPPER.valueToTree(Report.Pareto.NONE));
      }
      if (tree instanceof ObjectNode report && !report.has(HALVING)) {
        report.set(HALVING, MAPPER.valueToTree(Report.Halving.NONE));
      }
      return MAPPER.treeToValue(tree, Report.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "a report must be JSON with the fields of schema "
              + Report.SCHEMA
              + ", but "
              + file
              + " is not: "
              + e.getOriginalMessage(),
          e);
    }
  }

  private static final class DefinedOrNull extends StdSerializer<Double> {
    private static final long serialVersionUID = 1;

    DefinedOrNull() {
      super(double.class, false);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  private static final class NumberOrNaN extends StdDeserializer<Double> {
    private static final long serialVersionUID = 1;

    NumberOrNaN() {
      super(double.class);
    }

    @Override
    public Double deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return _parseDoublePrimitive(in, context);
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
