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
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.PartCorrelation;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.Shortlist;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Writes and reads {@code report.json}. Undefined and infinite numbers are written as {@code null};
 * {@code null} or a missing number is read as NaN where a fraction or a time stands. Fields that
 * this version does not know are skipped, so that a later one may add some under the same schema.
 */
public final class ReportJson {

  private static final ObjectMapper MAPPER =
      JsonFile.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // an Interval's isDefined() is no field
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .addModule(undefinedAsNull())
          .build();

  private ReportJson() {}

  private static SimpleModule undefinedAsNull() {
    return new SimpleModule()
        .addSerializer(double.class, new DefinedOrNull())
        .addDeserializer(double.class, new NumberOrNaN());
  }

  /** A {@link Report} or {@link StudyReport} as indented JSON. */
  public static String toJson(Record report) {
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
    String text = JsonFile.text(file);
    try {
      JsonNode tree = MAPPER.readTree(text);
      JsonNode schema = tree.path("schema");
      if (!schema.isInt() || schema.intValue() != Report.SCHEMA) {
        String actual = schema.isMissingNode() ? "missing" : Shown.of(schema);
        throw new WrongFileException(
            "the schema of a report must be "
                + Report.SCHEMA
                + ", but was "
                + actual
                + " in "
                + file);
      }
      supplement(tree);
      return MAPPER.treeToValue(tree, Report.class);
    } catch (JsonProcessingException e) {
      throw new WrongFileException(
          "a report must be JSON with the fields of schema %d, but %s is not at %s"
              .formatted(Report.SCHEMA, file, JsonFile.place(e, text)),
          e);
    } catch (IllegalArgumentException e) {
      throw new WrongFileException(
          "a report must have the figures of a run, but %s has not: %s"
              .formatted(file, Shown.reason(e)),
          e);
    }
  }

  /** What reports of earlier versions lack, by the state of things then: undefined, or none. */
  private static void supplement(JsonNode report) {
    if (report.at("/calibration/rounds").asInt() > 0
        && report.at("/validation/shortlist/among").isMissingNode()) {
      separate(report);
    }
    supplement(report, "cost", MAPPER.createObjectNode().put("proxyBytes", 0).put("dataBytes", 0));
    supplement(report, "halving", MAPPER.valueToTree(Report.HalvingSummary.NONE));
    supplement(report, "calibration", MAPPER.valueToTree(Report.CalibrationSummary.NONE));
    supplement(
        report.path("calibration"),
        "leastTruths",
        IntNode.valueOf(
            report.at("/calibration/rounds").asInt() > 0
                ? CalibratedRanking.DEFAULT.leastTruths()
                : 0));
    supplement(report, "pareto", MAPPER.valueToTree(Report.Pareto.NONE));
    supplement(report.path("search"), "trainedByDl4j", IntNode.valueOf(0));
    supplement(report.path("proxy"), "shipped", BooleanNode.FALSE);
    if (!report.at("/proxy/fromCache").asBoolean() && !report.at("/proxy/shipped").asBoolean()) {
      supplement(report.path("cost"), "condenseScale", DoubleNode.valueOf(1)); // made by the run
    }
    supplement(report.path("best"), "classes", MAPPER.createArrayNode());
    supplement(report.path("best"), "layers", MAPPER.createArrayNode());
    supplement(report.path("machine"), "engine", TextNode.valueOf(""));
    JsonNode validation = report.path("validation");
    supplement(validation, "fisher", MAPPER.createObjectNode());
    supplement(validation, "truthSeeds", IntNode.valueOf(1));
    supplement(validation, "reliability", MAPPER.createObjectNode());
    supplement(validation, "top", MAPPER.valueToTree(PartCorrelation.NONE));
    supplement(validation, "half", MAPPER.valueToTree(PartCorrelation.NONE));
    supplement(validation, "shortlist", MAPPER.valueToTree(Shortlist.NONE));
    supplement(validation.path("shortlist"), "among", IntNode.valueOf(0));
    supplement(validation, "choice", TextNode.valueOf(""));
    for (JsonNode rival : validation.path("rivals")) {
      supplement(rival, "needs", TextNode.valueOf(Rival.Needs.NOTHING.toString()));
      supplement(rival, "difference", MAPPER.createObjectNode());
      supplement(rival, "top", MAPPER.createObjectNode());
      supplement(rival, "choice", TextNode.valueOf(""));
      supplement(rival, "basis", TextNode.valueOf(""));
    }
    if (report.path("verdict").isTextual()) {
      supplement(report, "answers", answers(report.path("verdict").textValue(), validation));
    }
    supplement(report.path("answers"), "simpler", MAPPER.valueToTree(Verdict.UNTOLD));
  }

  /**
   * In calibrated runs of earlier versions the trainings that taught were counted as those that
   * judge, too: in the cost of the validation, and in the regrets, which were therefore too good.
   */
  private static void separate(JsonNode report) {
    double taught = report.at("/calibration/seconds").asDouble();
    if (report.path("cost") instanceof ObjectNode cost
        && cost.path("validationSeconds").isNumber()) {
      double all = cost.path("validationSeconds").doubleValue();
      cost.put("validationSeconds", Math.max(0, all - taught));
    }
    if (report.path("validation") instanceof ObjectNode validation) {
      validation.putNull("regret");
      validation.set("shortlist", MAPPER.valueToTree(Shortlist.NONE));
    }
    countsTaught(report.at("/answers/choose"), "reason");
    countsTaught(report, "verdict");
  }

  private static void countsTaught(JsonNode node, String field) {
    if (node instanceof ObjectNode object && object.path(field).isTextual()) {
      String text = object.path(field).textValue();
      object.put(
          field,
          text.replace(
              "; the best of its first ",
              "; those that taught it counted, the best of its first "));
    }
  }

  private static JsonNode answers(String verdict, JsonNode validation) {
    JsonNode rho = validation.path("spearman");
    Interval spearman =
        rho.path("low").isNumber()
            ? new Interval(
                rho.path("value").doubleValue(),
                rho.path("low").doubleValue(),
                rho.path("high").doubleValue())
            : Interval.unbounded(rho.path("value").asDouble(Double.NaN));
    return MAPPER.valueToTree(Verdict.ofEarlier(verdict, spearman, validation.path("n").asInt()));
  }

  private static void supplement(JsonNode node, String field, JsonNode value) {
    if (node instanceof ObjectNode object && !object.has(field)) {
      object.set(field, value);
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
