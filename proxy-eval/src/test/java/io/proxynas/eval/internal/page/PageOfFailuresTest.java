package io.proxynas.eval.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.eval.Browser;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says where trainings on the full data failed. */
class PageOfFailuresTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  /** The finished run with another part of its report. */
  private static RunRecord with(String part, String json) throws Exception {
    RunRecord run = RunRecords.finished();
    ObjectNode tree = ReportJson.toTree(run.report().orElseThrow());
    tree.set(part, JSON.readTree(json));
    Path file = directory.resolve("report.json");
    Files.writeString(file, tree.toString());
    Optional<Report> report = Optional.of(ReportJson.read(file));
    return run.with(r -> r.report(report));
  }

  private static void show(RunRecord... runs) throws IOException {
    Path page = directory.resolve("page.html");
    Files.writeString(page, HtmlPage.of(List.of(runs)));
    browser.go(page.toUri());
  }

  @Test
  void runWithoutANetwork_saysSo() throws Exception {
    show(
        with(
            "best",
            "{\"architecture\": \"\", \"validationAccuracy\": null, \"testAccuracy\": null,"
                + " \"parameters\": 0, \"flops\": 0, \"latencySeconds\": null}"));

    assertThat(browser.one("h1").getText()).isEqualTo("No network found");
    assertThat(browser.one("#lead").getText())
        .isEqualTo("No candidate that was tried could be trained on the full data.");
    assertThat(browser.texts("main > section:not([hidden]) > h2"))
        .startsWith("May I trust the ranking?")
        .doesNotContain("What was found");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void runOfTooFewTruths_saysThatThePriorAloneRanks() throws Exception {
    show(
        with(
            "calibration",
            "{\"rounds\": 2, \"truths\": 5, \"seconds\": 9, \"candidates\": [],"
                + " \"listensTo\": [{\"score\": \"naswot\", \"share\": 0.75}]}"));

    assertThat(browser.texts("#provenance-facts dd"))
        .contains("fewer than 6 truths, 5: the prior alone; it listens to naswot 75.0 %");
    assertThat(browser.texts("#ranking-table thead th"))
        .contains("rank")
        .noneMatch(name -> name.startsWith("predicted"));
    assertThat(browser.console()).isEmpty();
  }
}
