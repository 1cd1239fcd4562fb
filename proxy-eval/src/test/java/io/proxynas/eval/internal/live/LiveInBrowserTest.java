package io.proxynas.eval.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.eval.Browser;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunRecords;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.score.FreeScore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;

class LiveInBrowserTest {

  @TempDir Path folder;

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant until = Instant.now().plus(Duration.ofSeconds(10));
    while (!condition.getAsBoolean() && Instant.now().isBefore(until)) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** What is looked up and then asked may be drawn anew between. */
  private static <T> T again(Supplier<T> look) {
    for (int tries = 0; ; tries++) {
      try {
        return look.get();
      } catch (StaleElementReferenceException e) {
        if (tries == 20) {
          throw e;
        }
      }
    }
  }

  private static Outcome onHigherRung(Outcome.Trained trained) {
    return new Outcome.Trained(
        trained.architecture(), trained.scores(), trained.duration(), trained.rung() + 1);
  }

  @Test
  void best_isThatOfTheScoreThatRanks() throws Exception {
    Map<String, Object> settings = Map.of("proxy", "dm-ipc2", "rankBy", "training-loss");
    Outcome accurate = RunRecords.withLoss("accurate", 0.75, 1.5, 0);
    Outcome quick = RunRecords.withLoss("quick", 0.5, 0.625, 0);
    try (Browser browser = Browser.open();
        Dashboard dashboard =
            Dashboard.start("127.0.0.1", 0, RunRecord.begun("live", "", settings), folder)) {
      Journal.create(folder, settings).close();
      dashboard.observer().begins(Phase.SEARCH);
      dashboard.observer().finished(accurate);
      browser.go(dashboard.address()); // knows the first from the page, and the second from events
      assertThat(browser.one("#live-best").getText()).startsWith("Best so far: accurate, ");

      dashboard.observer().finished(quick);

      await(() -> browser.one("#live-best").getText().startsWith("Best so far: quick, "));
      assertThat(browser.one("#live-best").getText().replace('\u00a0', ' '))
          .isEqualTo("Best so far: quick, training loss 0.625, 50.0 % on the proxy.");
      assertThat(browser.texts("#ranking-table tbody th")).containsExactly("quick", "accurate");
      assertThat(browser.console()).isEmpty();
    }
  }

  /** As on rungs of which the first is a score without training. */
  @Test
  void candidate_heardOfAgain_isShownAsItIsNow() throws Exception {
    Map<String, Object> settings = Map.of("proxy", "dm-ipc2", "rankBy", "accuracy");
    Outcome.Trained trained =
        (Outcome.Trained) onHigherRung(RunRecords.trained("promoted", 0.75, 10));
    Outcome scored =
        new Outcome.Trained(
            trained.architecture(),
            CandidateScores.untrained(FreeScore.NASWOT, 3, new NetworkSize(10, 1000)),
            Duration.ofSeconds(1));
    Outcome failed = new Outcome.Failed(trained.architecture(), "it diverged", Duration.ZERO);
    try (Browser browser = Browser.open();
        Dashboard dashboard =
            Dashboard.start("127.0.0.1", 0, RunRecord.begun("live", "", settings), folder)) {
      Journal.create(folder, settings).close();
      dashboard.observer().begins(Phase.SEARCH);
      dashboard.observer().finished(scored);
      browser.go(dashboard.address());
      again(
          () -> {
            browser.one("#ranking-table .opener").sendKeys(Keys.SHIFT); // and so has the focus
            return true;
          });
      assertThat(again(() -> browser.one("#ranking-table tbody tr").getText()))
          .contains("scored by naswot, not trained");

      dashboard.observer().finished(trained);

      await(() -> browser.one("#live-best").getText().startsWith("Best so far: promoted, 75.0"));
      assertThat(browser.one("#ranking-table tbody tr").getText())
          .contains("75.0", "trained")
          .doesNotContain("not trained");
      assertThat(browser.one("#ranking-table .opener:focus").getText())
          .as("who goes by keyboard stays there")
          .isEqualTo("promoted");

      dashboard.observer().finished(failed);

      await(() -> browser.one("#live-best").getText().isEmpty());
      assertThat(browser.console()).isEmpty();
    }
  }

  @Test
  void page_followsTheRun_andEndsAsItsReport() throws Exception {
    Map<String, Object> settings = Map.of("proxy", "dm-ipc2", "dataset", "photos", "space", "mine");
    Map<String, Object> begun = new HashMap<>(settings);
    begun.put("candidates", 2);
    begun.put("validate", 0);
    Outcome.Trained first = RunRecords.trained("first", 0.5, 10);
    Outcome second = RunRecords.trained("second", 0.75, 1000);
    try (Browser browser = Browser.open();
        Journal journal = Journal.create(folder, settings);
        Dashboard dashboard =
            Dashboard.start("127.0.0.1", 0, RunRecord.begun("live", "nas-search", begun), folder)) {
      browser.go(dashboard.address());
      assertThat(browser.one("#kind").getText()).isEqualTo("ProxyNAS, live");

      dashboard.observer().begins(Phase.SEARCH);
      await(
          () ->
              browser
                  .one("#live-phase")
                  .getText()
                  .equals("Training candidates on the proxy: 0 of 2 candidates"));
      assertThat(browser.texts("#live-steps li"))
          .containsExactly("proxy set\nto come", "search\nnow", "best network\nto come");
      assertThat(browser.one("#live-times").getText()).endsWith(" since the start.");
      dashboard.observer().starts(second.architecture());
      journal.append(first);
      dashboard.observer().finished(first);
      dashboard.observer().progress(1, 2);

      await(() -> browser.texts("#ranking-table tbody th").contains("first"));
      await(() -> browser.texts("#live-running li").contains("second"));
      assertThat(browser.one("#live-phase").getText())
          .isEqualTo("Training candidates on the proxy: 1 of 2 candidates");
      assertThat(browser.one("#live-best").getText()).startsWith("Best so far: first, 50.0");
      assertThat(browser.all("#history svg path")).hasSizeGreaterThan(2);

      journal.append(second);
      dashboard.observer().finished(second);
      await(() -> browser.one("#live-best").getText().startsWith("Best so far: second"));
      assertThat(browser.texts("#ranking-table tbody th")).containsExactly("second", "first");

      Outcome promoted = onHigherRung(first);
      journal.append(promoted);
      dashboard.observer().finished(promoted);
      await(() -> browser.one("#live-best").getText().startsWith("Best so far: first"));
      assertThat(browser.texts("#ranking-table tbody th")).containsExactly("first", "second");

      dashboard.observer().begins(Phase.VALIDATE); // of no candidate
      await(() -> browser.one("#live-phase").getText().equals("Choosing the best network"));
      assertThat(browser.title()).endsWith("photos – ProxyNAS");

      dashboard.ends();
      await(() -> browser.one("#kind").getText().equals("ProxyNAS report"));
      assertThat(browser.one("#live").isDisplayed()).isFalse();
      assertThat(browser.console()).isEmpty();
      assertThat(browser.requests())
          .allMatch(
              url -> url.startsWith("data:") || url.startsWith(dashboard.address().toString()));
    }
  }
}
