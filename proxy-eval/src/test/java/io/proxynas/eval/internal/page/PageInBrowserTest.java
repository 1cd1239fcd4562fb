package io.proxynas.eval.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.set.ContactSheet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.Browser;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunRecords;
import io.proxynas.eval.validation.Costs;
import io.proxynas.nas.ranking.CalibratedOrder;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

class PageInBrowserTest {

  private static final String FIRST = "#0b5cad";
  private static final String SECOND = "#b34700";
  private static final String QUIET = "#7d8894";
  private static final String MUTED = "#55606c";

  private static final String RANKS = "#ranking-table tbody td:first-child";

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

  private static void show(RunRecord... runs) throws IOException {
    Path page = directory.resolve("page.html");
    Files.writeString(page, HtmlPage.of(List.of(runs)));
    browser.go(page.toUri());
  }

  private static void assertCleanAndAlone() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("data:") || url.endsWith("/page.html"));
  }

  /** As WordingTest has it for the terminal. */
  @Test
  void percentages_halfAtTheLastPlace_roundAsInTheTerminal() throws IOException {
    String elements;
    try (InputStream in = HtmlPage.class.getResourceAsStream("elements.js")) {
      elements = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String shown =
        "[text.points(0.844 - 0.8345), text.points(0.8345 - 0.844), text.percent(0.8955)]";
    Path page = directory.resolve("numbers.html");
    Files.writeString(
        page,
        "<meta charset=utf-8><body><p id=shown></p><script>%s;byId('shown').textContent = %s.join();</script>"
            .formatted(elements, shown));
    browser.go(page.toUri());

    assertThat(browser.one("#shown").getText().replace('\u00a0', ' '))
        .isEqualTo("1.0 points,-1.0 points,89.6 %");
  }

  @Test
  void finishedRun_showsEverySectionWithoutAnErrorOrARequest() throws Exception {
    show(RunRecords.finished());

    assertThat(browser.title()).isEqualTo("dm-ipc50 on fashion-mnist-mini – ProxyNAS");
    assertThat(browser.texts("main > section:not([hidden]) > h2"))
        .containsExactly(
            "What was found",
            "May I trust the ranking?",
            "What did it cost, and would something simpler have done?",
            "Does the ranking hold on the full data?",
            "The search",
            "Which decisions matter",
            "The ranking",
            "The proxy set",
            "Where this comes from");
    assertThat(browser.texts("#verdict .advice"))
        .containsExactly(
            "Would something simpler have done? Yes",
            "May it discard? Yes",
            "May it choose? Cannot be told");
    assertThat(browser.one("#choose .reason").getText()).contains("of its better half");
    assertThat(browser.texts("#tiles dt")).contains("Spearman ρ", "Regret");
    assertThat(browser.texts("#files a"))
        .containsExactly("best/model.zip", "best/model.onnx", "report.json");
    assertThat(browser.texts("#forest-table th[scope=row]"))
        .containsExactly("dm-ipc50", "random-ipc50", "parameters", "flops");
    assertThat(browser.one("#command").getText()).isEqualTo("nas-search --proxy dm-ipc50");
    assertThat(browser.one("#picture-images img").getDomAttribute("alt")).isNotEmpty();
    assertCleanAndAlone();
  }

  /** The first screens of a laptop and of a phone say what was found and whether to trust it. */
  @ParameterizedTest
  @CsvSource({"1440, 900", "390, 844"})
  void firstScreen_saysWhatWasFound_andWhetherToTrustTheRanking(int width, int height)
      throws Exception {
    browser.size(width, height);
    try {
      show(RunRecords.finished());
      for (String part : List.of("h1", "#lead", "#answers")) {
        assertThat(browser.one(part).getRect().getY() + browser.one(part).getRect().getHeight())
            .as(part)
            .isLessThan(height);
      }
      assertThat(browser.one("h1").getText()).isEqualTo("convnet-d1-w1-relu-instance-average");
      assertThat(browser.one("#lead").getText())
          .isEqualTo(
              "94.0 % of 2,000 test images right, with 1,037 parameters, 0.412 ms an image.");
      assertThat(browser.texts("#answers-list > div"))
          .containsExactly(
              "something simpler ranks as well\nyes",
              "to discard the worse half\nyes",
              "to choose the best\ncannot be told");
    } finally {
      browser.size(1280, 1600);
    }
  }

  @Test
  void foundNetwork_isDrawnInBlocks_andToldByClass() throws Exception {
    show(RunRecords.finished());

    assertThat(browser.texts("#found-layers .what"))
        .containsExactly("image", "convolution 3 × 3, 1 filter", "output, 3 outputs, softmax");
    assertThat(browser.texts("#found-layers .then")).containsExactly("ReLU");
    assertThat(browser.texts("#found-classes li .name")).containsExactly("shirt", "bag");
    assertThat(browser.texts("#found-classes li .figure"))
        .containsExactly("92.0 % of 1,200", "97.0 % of 800");
  }

  @Test
  void decisions_areToldByTheirImportance_andDrawn() throws Exception {
    show(RunRecords.finished());

    assertThat(browser.texts("#importance .name")).containsExactly("tens", "parity");
    assertThat(browser.one("#importance-caption").getText())
        .contains("fitted to 120 candidates", "owed to several decisions together");
    assertThat(browser.one("#parallel").getDomAttribute("aria-label"))
        .isEqualTo("Parallel coordinates of 120 candidates over tens, parity and the accuracy.");
    assertThat(marks("parallel", FIRST)).isEqualTo(120);
    assertCleanAndAlone();
  }

  @Test
  void candidatesOfALowerRung_areShownByTheTrainingLoss_whereThatAloneRanks() throws Exception {
    show(RunRecords.halved());

    assertThat(browser.one("#importance-caption").getText())
        .contains("differences in training loss", "fitted to 20 candidates");
    assertThat(browser.texts("#importance .options").get(0)).startsWith("2 2.").contains(", 3 3.");
    assertThat(browser.one("#parallel").getDomAttribute("aria-label"))
        .isEqualTo(
            "Parallel coordinates of 30 candidates over tens, parity and the training loss.");
    assertThat(browser.one("#history-caption").getText())
        .startsWith("The accuracy of each candidate that was trained in full on the proxy");
    assertThat(browser.texts("#ranking-table tbody tr:last-child td")).contains("–", "trained");
    assertCleanAndAlone();
  }

  @Test
  void learningCurves_areDrawn_andSayWhetherLongerTrainingMayHelp() throws Exception {
    show(RunRecords.finished());
    assertThat(browser.one("#curves-caption").getText())
        .startsWith("Learning curves of the 14 candidates trained on the full data, in colour that")
        .endsWith("points: trained for longer it may be better.");
    assertThat(browser.one("#curves").getDomAttribute("aria-label")).contains("14 candidates");

    show(RunRecords.unfinished());
    assertThat(browser.one("#curves").isDisplayed()).isFalse();
  }

  @Test
  void row_opensIntoFiguresChoicesAndLayers_andCloses() throws Exception {
    show(RunRecords.finished());
    WebElement opener = browser.one("#ranking-table tbody .opener");

    opener.click();

    assertThat(opener.getDomAttribute("aria-expanded")).isEqualTo("true");
    assertThat(browser.texts(".opened dt"))
        .containsExactly("parameters", "FLOPs", "seconds", "status", "tens", "parity");
    assertThat(browser.texts(".opened .network .what")).contains("image", "dense, 1 outputs");
    browser.one("#ranking-table th:nth-child(1) button").click(); // sorts, and keeps it open
    assertThat(browser.all(".opened")).isEmpty(); // the first is now among the last, not shown
    browser.one("#ranking-table th:nth-child(1) button").click();
    assertThat(browser.all(".opened")).hasSize(1);

    browser.one("#ranking-table tbody .opener").click();
    assertThat(browser.all(".opened")).isEmpty();
    assertCleanAndAlone();
  }

  @Test
  void word_withTheMouseOrTheFocusOnIt_tellsItsMeaning() throws Exception {
    show(RunRecords.finished());
    assertThat(browser.one("#gloss").isDisplayed()).isFalse();

    browser.one("#tiles .term").sendKeys(Keys.SHIFT); // has the focus now

    assertThat(browser.one("#gloss").isDisplayed()).isTrue();
    assertThat(browser.one("#gloss").getText()).startsWith("How far two rankings agree");
    browser.one("#tiles .term").sendKeys(Keys.ESCAPE);
    assertThat(browser.one("#gloss").isDisplayed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scatter", "forest", "history", "pareto", "cost-chart"})
  void chart_saysWhatItShows(String id) throws Exception {
    show(RunRecords.finished());

    assertThat(browser.one("#" + id).getDomAttribute("aria-label")).isNotBlank();
    assertThat(browser.one("#" + id).getDomAttribute("role")).isEqualTo("img");
  }

  /** Marks of a chart, by the colour that page.css gives them on a light ground. */
  private static int marks(String chart, String colour) {
    return browser.all("#%s svg path[fill='%s']".formatted(chart, colour)).size();
  }

  @Test
  void charts_haveAMarkForEachFigure() throws Exception {
    RunRecord run = RunRecords.finished();
    int pairs = run.validated().size() - 1; // one failed on the full data
    int n = run.report().orElseThrow().validation().n();
    int inLegend = 1;
    show(run);

    assertThat(marks("forest", FIRST)).isEqualTo(1);
    assertThat(marks("forest", MUTED))
        .isEqualTo(run.report().orElseThrow().validation().rivals().size());
    assertThat(marks("history", QUIET)).isEqualTo(run.ranking().trained().size() + inLegend);
    assertThat(marks("pareto", SECOND)).isEqualTo(pairs + inLegend);
    assertThat(marks("cost-chart", FIRST)).isGreaterThan(inLegend);
    assertThat(marks("scatter", FIRST)).isEqualTo(n);
    assertThat(browser.all("#scatter svg path[stroke='" + SECOND + "']")).hasSize(pairs - n);

    browser.one("input[value=values]").click();
    assertThat(browser.one("#scatter").getDomAttribute("aria-label"))
        .contains("accuracy on the full data");
    assertThat(marks("scatter", FIRST)).isEqualTo(n);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void page_isAccessible(boolean dark) throws Exception {
    browser.prefersDark(dark);
    try {
      show(RunRecords.finished());
      assertThat(browser.violations()).isEmpty();
      show(RunRecords.finished(), RunRecords.unfinished());
      assertThat(browser.violations()).isEmpty();
    } finally {
      browser.prefersDark(false);
    }
  }

  @Test
  void page_fitsAPhone() throws Exception {
    browser.size(360, 740);
    try {
      show(RunRecords.hostile());
      assertThat(browser.widerThanTheWindow()).isEmpty();
    } finally {
      browser.size(1280, 1600);
    }
  }

  @Test
  void proxySet_onAPhone_wrapsItsImages() throws Exception {
    Path png = directory.resolve("sheet.png");
    int[] labels = IntStream.range(0, 80).map(i -> i / 50).toArray();
    ContactSheet.write(
        new LabelledImages(
            new ImageShape(1, 28, 28),
            List.of("shirt", "bag"),
            new FloatPixels(new float[80 * 784], 784),
            labels),
        png);
    byte[] picture = Files.readAllBytes(png);
    browser.size(390, 844);
    try {
      show(RunRecords.finished().with(run -> run.picture(Optional.of(picture))));
      assertThat(browser.texts(".sheet .name")).containsExactly("shirt", "bag");
      assertThat(browser.all(".piece")).hasSize(80);
      assertThat(browser.all(".piece"))
          .allMatch(piece -> piece.getRect().getX() + piece.getRect().getWidth() < 390);
      assertThat(browser.widerThanTheWindow()).isEmpty();
      assertCleanAndAlone();
    } finally {
      browser.size(1280, 1600);
    }
  }

  @Test
  void pareto_bySize_isOfParametersOrFlops() throws Exception {
    show(RunRecords.unfinished());
    assertThat(browser.one("#pareto-caption").getText()).contains("2 on the front", "parameters");

    browser.one("input[value=flops]").click();

    assertThat(browser.one("#pareto-caption").getText()).contains("2 on the front", "FLOPs");
    assertThat(browser.texts("#pareto svg text")).contains("FLOPs");
  }

  @Test
  void latencyAndWhatWasOnlyScored_areShownWhereTheyAre() throws Exception {
    show(RunRecords.finished());
    assertThat(browser.one("#pareto-latency").isDisplayed()).isFalse();
    assertThat(browser.texts("#ranking-table thead th")).doesNotContain("one image");

    show(RunRecords.timed());
    browser.one("input[value=latency]").click();

    assertThat(browser.one("#pareto-caption").getText())
        .contains("2 on the front", "in as short a time of one image");
    assertThat(browser.texts("#ranking-table thead th")).contains("one image");
    assertThat(browser.texts("#ranking-table tbody th"))
        .containsExactly("slow", "quick", "untried");
    assertThat(browser.texts("#ranking-table tbody tr:last-child td"))
        .contains("–", "0.05 ms", "scored by naswot, not trained");
    assertThat(browser.one("#scatter").getDomAttribute("aria-label"))
        .startsWith("Scatter chart of 2 candidates: ranks");
    browser.one("input[value=values]").click();
    assertThat(browser.one("#scatter").getDomAttribute("aria-label"))
        .startsWith("Scatter chart of 1 candidate: accuracy on");
    assertCleanAndAlone();
  }

  /** The journals have the trainings that taught a ranking, too, and those of an earlier end. */
  @Test
  void costOfChecking_isThatOfTheReport() throws Exception {
    RunRecord run = RunRecords.finished();
    Costs cost = run.report().orElseThrow().cost();
    assertThat(cost.validationSeconds() + cost.rivalSeconds()).isCloseTo(410, within(1e-9));
    show(run.with(less -> less.validated(run.validated().subList(0, 3))));

    assertThat(browser.one("#cost-sentence").getText().replace('\u00a0', ' '))
        .contains("checking the ranking another 6 min 50 s.");
  }

  @Test
  void frontOfTheObjectives_isToldInTheTable() throws Exception {
    show(RunRecords.finished());
    int front = RunRecords.finished().report().orElseThrow().pareto().front().size();

    browser.one("#filter").sendKeys("on the front of accuracy, parameters");

    assertThat(browser.texts(RANKS)).hasSize(front).isNotEmpty();
  }

  @Test
  void arrowKeys_goFromPointToPoint_andSayItsArchitecture() throws Exception {
    show(RunRecords.finished());
    WebElement chart = browser.one("#scatter");

    chart.sendKeys(Keys.ARROW_RIGHT);
    String first = browser.one("#chart-point").getDomProperty("textContent");
    chart.sendKeys(Keys.ARROW_RIGHT);
    String second = browser.one("#chart-point").getDomProperty("textContent");

    assertThat(first).startsWith("convnet-d1-").contains("full data");
    assertThat(second).startsWith("convnet-d1-").isNotEqualTo(first);
    assertThat(browser.texts("#scatter .tip")).anyMatch(tip -> tip.startsWith("convnet-d1-"));
  }

  /** What a reader hears who goes through the points of a chart by the arrow keys. */
  private static List<String> points(String chart, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              browser.one(chart).sendKeys(Keys.ARROW_RIGHT);
              return browser
                  .one("#chart-point")
                  .getDomProperty("textContent")
                  .replace('\u00a0', ' ');
            })
        .toList();
  }

  @Test
  void scatter_ofTheTrainingLoss_ranksByIt_andByTheRungFirst() throws Exception {
    show(RunRecords.rankedByTrainingLoss());

    assertThat(points("#scatter", 4))
        .containsExactly(
            "short, proxy 90.0 %, training loss 0.1, rung 0, rank 4 of these 4, full data 80.0 %, rank 4 of these 4",
            "accurate, proxy 80.0 %, training loss 1.5, rung 1, rank 3 of these 4, full data 85.0 %, rank 3 of these 4",
            "middle, proxy 70.0 %, training loss 1.25, rung 1, rank 2 of these 4, full data 90.0 %, rank 2 of these 4",
            "quick, proxy 60.0 %, training loss 0.625, rung 1, rank 1 of these 4, full data 95.0 %, rank 1 of these 4");
    assertThat(browser.one("#scatter").getDomAttribute("aria-label"))
        .isEqualTo(
            "Scatter chart of 4 candidates: ranks on the full data against ranks by training loss on dm-ipc50.");
    assertThat(browser.texts("#scatter svg text"))
        .contains("rank by training loss on dm-ipc50 (1 is best)", "rank on the full data");
    assertThat(browser.one("#scatter-caption").getText())
        .contains("the ranking is by training loss. On the dashed diagonal both agree.");
    assertThat(browser.texts("#ranking-table thead th")).contains("training loss");
    assertThat(browser.texts("#ranking-table tbody th"))
        .containsExactly("quick", "middle", "accurate", "short");
    assertCleanAndAlone();
  }

  @Test
  void scatter_ofItsValues_namesTheScore_andHasNoDiagonal() throws Exception {
    show(RunRecords.rankedByTrainingLoss());

    browser.one("input[value=values]").click();

    assertThat(browser.texts("#scatter svg text"))
        .contains("training loss on dm-ipc50", "accuracy on the full data");
    assertThat(browser.one("#scatter").getDomAttribute("aria-label"))
        .isEqualTo(
            "Scatter chart of 4 candidates: accuracy on the full data against training loss on dm-ipc50.");
    assertThat(browser.one("#scatter-caption").getText()).doesNotContain("diagonal");
    assertThat(browser.all("#scatter svg path[stroke-dasharray]")).isEmpty();
    assertCleanAndAlone();
  }

  @Test
  void scatter_ofPredictions_ranksByThem() throws Exception {
    RunRecord byLoss = RunRecords.rankedByTrainingLoss();
    CalibratedOrder order =
        new CalibratedOrder(List.of("accurate", "middle"), Map.of("accurate", 0.75, "middle", 0.5));
    show(byLoss.with(run -> run.calibrated(order)));

    assertThat(points("#scatter", 4))
        .element(1)
        .isEqualTo(
            "accurate, proxy 80.0 %, predicted accuracy 75.0 %, rung 1, rank 1 of these 4, full data 85.0 %, rank 3 of these 4");
    assertThat(browser.texts("#scatter svg text"))
        .contains("rank by predicted accuracy (1 is best)");
    browser.one("input[value=values]").click();
    assertThat(browser.texts("#scatter svg text")).contains("predicted accuracy");
    assertThat(browser.one("#scatter").getDomAttribute("aria-label"))
        .startsWith("Scatter chart of 2 candidates: ");
    assertCleanAndAlone();
  }

  @Test
  void header_sortsTheTable_andBackwards() throws Exception {
    show(RunRecords.finished());
    WebElement parameters = browser.one("#ranking-table th:nth-child(5)");

    parameters.findElement(By.tagName("button")).click();
    assertThat(parameters.getDomAttribute("aria-sort")).isEqualTo("ascending");
    assertThat(numbers("#ranking-table tbody td:nth-child(5)")).hasSize(100).isSorted();

    parameters.findElement(By.tagName("button")).click();
    assertThat(parameters.getDomAttribute("aria-sort")).isEqualTo("descending");
    assertThat(numbers("#ranking-table tbody td:nth-child(5)"))
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  private static List<Long> numbers(String selector) {
    return browser.texts(selector).stream().map(t -> Long.valueOf(t.replace(",", ""))).toList();
  }

  @Test
  void failedCandidate_comesLast_inEitherDirection() throws Exception {
    show(RunRecords.unfinished());
    assertThat(browser.texts(RANKS)).containsExactly("1", "2", "–");

    browser.one("#ranking-table th:first-child button").click();

    assertThat(browser.texts(RANKS)).containsExactly("2", "1", "–");
    assertThat(browser.texts("#ranking-table tbody td:last-child")).contains("failed: no memory");
  }

  @Test
  void filter_keepsMatchingRows() throws Exception {
    show(RunRecords.finished());
    assertThat(browser.texts(RANKS)).hasSize(100);
    browser.one("#ranking-more").click();
    assertThat(browser.texts(RANKS)).hasSize(121);

    browser.one("#filter").sendKeys("W12-");
    assertThat(browser.texts("#ranking-table th[scope=row]"))
        .containsExactly("convnet-d1-w12-relu-instance-average");
    assertThat(browser.one("#ranking-count").getText()).isEqualTo("1 of 121 candidates");

    browser.one("#filter").clear();
    browser.one("#filter").sendKeys("no memory");
    assertThat(browser.texts(RANKS)).containsExactly("–");

    browser.one("#filter").clear();
    browser.one("#filter").sendKeys("convnet");
    browser.one("#filter-validated").click();
    assertThat(browser.texts(RANKS)).hasSize(RunRecords.finished().validated().size());
  }

  @Test
  void unfinishedRun_saysSo_andShowsWhatThereIs() throws Exception {
    show(RunRecords.unfinished());

    assertThat(browser.texts("#notes li"))
        .containsExactly("This run is not finished: there is no verdict yet.");
    assertThat(browser.texts("main > section:not([hidden]) > h2"))
        .containsExactly(
            "Does the ranking hold on the full data?",
            "The search",
            "The ranking",
            "Where this comes from");
    assertCleanAndAlone();
  }

  @Test
  void hostileNames_showAsText() throws Exception {
    show(RunRecords.hostile());

    assertThat(browser.title()).startsWith(RunRecords.HOSTILE);
    assertThat(browser.one("h1").getText()).contains(RunRecords.HOSTILE);
    assertThat(browser.one("#verdict").getText()).contains(RunRecords.HOSTILE);
    assertThat(browser.one("#command").getText()).isEqualTo(RunRecords.HOSTILE);
    assertThat(browser.texts("#ranking-table tbody tr:first-child th"))
        .containsExactly(RunRecords.HOSTILE);
    assertThat(browser.all("b")).isEmpty();
    assertThat(browser.all("script")).hasSize(3);
    browser.one("#history").sendKeys(Keys.ARROW_LEFT);
    assertThat(browser.texts("#history .tip")).anyMatch(tip -> tip.contains(RunRecords.HOSTILE));
    assertThat(browser.all("b")).isEmpty();
    assertCleanAndAlone();
  }

  @Test
  void severalRuns_areComparedSideBySide() throws Exception {
    show(RunRecords.finished(), RunRecords.unfinished());

    assertThat(browser.texts("main > section:not([hidden]) > h2")).containsExactly("Side by side");
    assertThat(browser.texts("#comparison-table thead th")).containsExactly("first", "second");
    assertThat(browser.texts("#comparison-table tbody tr:first-child td"))
        .containsExactly("dm-ipc50", "random-ipc2");
    assertThat(browser.texts("#notes li"))
        .containsExactly("Second: this run is not finished: there is no verdict yet.");
    assertThat(browser.all("#comparison-history svg path")).hasSizeGreaterThan(2);
    assertCleanAndAlone();
  }
}
