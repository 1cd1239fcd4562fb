package io.proxynas.eval.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunRecords;
import io.proxynas.nas.ranking.CalibratedOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

  private static final Pattern SCRIPT = Pattern.compile("(?s)<script([^>]*)>(.*?)</script>");

  private static List<MatchResult> scripts(String page) {
    return SCRIPT.matcher(page).results().toList();
  }

  @Test
  void embedded_noLessThanSignIsLeft_andTheValueIsTheSame() throws Exception {
    TextNode text = TextNode.valueOf(RunRecords.HOSTILE + "<!--\u2028");

    String embedded = HtmlPage.embedded(text);

    assertThat(embedded).doesNotContain("<");
    assertThat(new ObjectMapper().readTree(embedded)).isEqualTo(text);
  }

  @Test
  void hostileNames_startNoElement() throws Exception {
    String page = HtmlPage.of(List.of(RunRecords.hostile()));

    assertThat(scripts(page)).hasSize(3);
    assertThat(page).doesNotContain("<script>document").doesNotContain("<b>");
  }

  @Test
  void data_isThatOfTheRuns() throws Exception {
    String page = HtmlPage.of(List.of(RunRecords.finished(), RunRecords.unfinished()));

    JsonNode data = new ObjectMapper().readTree(scripts(page).get(0).group(2));

    assertThat(data.at("/runs/0/report/verdict").textValue())
        .isEqualTo(RunRecords.finished().report().orElseThrow().verdict());
    assertThat(data.at("/runs/0/report/answers/discard/level").textValue()).isNotEmpty();
    assertThat(data.at("/runs/1").has("report")).isFalse();
    assertThat(data.at("/runs/1/candidates")).hasSize(3);
    assertThat(data.at("/runs/1/candidates/2/rank").intValue()).isEqualTo(1);
    assertThat(data.at("/runs/1/candidates/2/full/accuracy").doubleValue()).isEqualTo(0.8);
    assertThat(data.at("/runs/1/candidates/1/failed").textValue()).isEqualTo("no memory");
    assertThat(data.at("/runs/1/candidates/1").has("rank")).isFalse();
  }

  private static JsonNode run(RunRecord run) throws IOException {
    String page = HtmlPage.of(List.of(run));
    return new ObjectMapper().readTree(scripts(page).get(0).group(2)).at("/runs/0");
  }

  @Test
  void merits_areThoseOfTheRanking() throws Exception {
    JsonNode byLoss = run(RunRecords.rankedByTrainingLoss());

    assertThat(byLoss.at("/rankedBy/score").textValue()).isEqualTo("training loss");
    assertThat(byLoss.at("/rankedBy/lessIsBetter").booleanValue()).isTrue();
    assertThat(byLoss.at("/candidates/3/architecture").textValue()).isEqualTo("quick");
    assertThat(byLoss.at("/candidates/3/merit").doubleValue()).isEqualTo(-0.625);
    assertThat(byLoss.at("/candidates/3/rank").intValue()).isEqualTo(1);

    JsonNode byAccuracy = run(RunRecords.unfinished());
    assertThat(byAccuracy.at("/rankedBy/score").textValue()).isEqualTo("accuracy");
    assertThat(byAccuracy.at("/rankedBy/lessIsBetter").booleanValue()).isFalse();
    assertThat(byAccuracy.at("/candidates/2/merit").doubleValue()).isEqualTo(0.75);
    assertThat(byAccuracy.at("/candidates/1").has("merit")).isFalse();
  }

  @Test
  void merit_ofACalibratedRanking_isItsOrder_andNoneIsAbsent() throws Exception {
    CalibratedOrder order = new CalibratedOrder(List.of("small"), Map.of("small", 0.625));
    JsonNode json = run(RunRecords.unfinished().with(run -> run.calibrated(order)));

    assertThat(json.at("/rankedBy/score").textValue()).isEqualTo("predicted accuracy");
    assertThat(json.at("/rankedBy/lessIsBetter").booleanValue()).isFalse();
    assertThat(json.at("/candidates/0/merit").doubleValue()).isEqualTo(-1);
    assertThat(json.at("/candidates/0/predicted").doubleValue()).isEqualTo(0.625);
    assertThat(json.at("/candidates/0/rank").intValue()).isEqualTo(1);
    assertThat(json.at("/candidates/2").has("merit")).isFalse();
    assertThat(json.at("/candidates/2/rank").intValue()).isEqualTo(2);

    JsonNode prior =
        run(RunRecords.unfinished().with(run -> run.calibrated(order.withoutPredictions())));
    assertThat(prior.at("/rankedBy/score").textValue()).isEqualTo("place by the prior alone");
    assertThat(prior.at("/rankedBy/lessIsBetter").booleanValue()).isTrue();
    assertThat(prior.at("/candidates/0/merit").doubleValue()).isEqualTo(-1);
    assertThat(prior.at("/candidates/0").has("predicted")).isFalse();
  }

  @Test
  void policy_allowsTheScriptsOfThePageAndNoConnection() throws Exception {
    String page = HtmlPage.of(List.of(RunRecords.unfinished()));
    String policy = page.lines().filter(l -> l.contains("Content-Security-Policy")).toList().get(0);

    assertThat(policy).contains("default-src 'none'", "connect-src 'none'");
    for (MatchResult script : scripts(page).subList(1, 3)) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(script.group(2).getBytes(StandardCharsets.UTF_8));
      assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  @Test
  void page_isWholeAndLoadsNothing() {
    String page = HtmlPage.of(List.of(RunRecords.unfinished()));
    String markup = SCRIPT.matcher(page).replaceAll("");

    assertThat(markup).endsWith("</html>\n").doesNotContain("{{");
    assertThat(markup)
        .doesNotContainPattern("(src|<link[^>]* href)=\"(?!data:)")
        .doesNotContain("url(");
  }

  @Test
  void noRun_isRefused() {
    assertThatThrownBy(() -> HtmlPage.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a page must show at least 1 run, but was given 0");
  }
}
