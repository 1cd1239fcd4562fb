package io.proxynas.eval.internal.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.train.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One HTML file with everything in it: the template {@code page.html}, its style and scripts, the
 * charting library Apache ECharts, and the runs as JSON. It makes no network request, and its
 * content security policy lets it make none.
 */
public final class HtmlPage {

  /*
   * Text reaches the page as JSON alone, with every "<" escaped, so that no name can end the script
   * element; the scripts put it into text nodes. The policy allows those scripts only that were
   * hashed here.
   */

  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String STYLE = resource("page.css");
  private static final String TEMPLATE = resource("page.html");
  private static final String LIBRARY = resource("echarts.common.min.js");
  private static final String SCRIPT =
      Stream.of(
              "elements.js",
              "glossary.js",
              "charts.js",
              "table.js",
              "found.js",
              "decisions.js",
              "scatter.js",
              "run.js",
              "comparison.js",
              "live.js")
          .map(HtmlPage::resource)
          .collect(Collectors.joining("\n", "(() => {\n\"use strict\";\n", "})();\n"));

  private HtmlPage() {}

  /** The page of one run; of several, their comparison. */
  public static String of(List<RunRecord> runs) {
    return of(data(runs), "'none'");
  }

  /**
   * The page of a run that is going on; it asks its own server for what happens.
   *
   * @param state how far the run is, as the server tells it
   */
  public static String live(RunRecord run, JsonNode state) {
    ObjectNode data = data(List.of(run)).put("live", true);
    data.set("state", state);
    return of(data, "'self'");
  }

  private static ObjectNode data(List<RunRecord> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a page must show at least 1 run, but was given 0");
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    runs.forEach(run -> data.withArray("runs").add(PageData.of(run)));
    return data;
  }

  private static String of(ObjectNode data, String connections) {
    return filled(
        Map.of(
            "connections", connections,
            "scriptHashes", hash(LIBRARY) + " " + hash(SCRIPT),
            "style", STYLE,
            "library", LIBRARY,
            "script", SCRIPT,
            "data", embedded(data)));
  }

  /** JSON that may stand in a script element. */
  static String embedded(JsonNode data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // a tree cannot fail to be written
    }
  }

  private static String filled(Map<String, String> values) {
    return SLOT.matcher(TEMPLATE)
        .replaceAll(slot -> Matcher.quoteReplacement(values.get(slot.group(1))));
  }

  private static String hash(String script) {
    byte[] digest = Sha256.digest().digest(script.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " must be beside HtmlPage, but was not");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
