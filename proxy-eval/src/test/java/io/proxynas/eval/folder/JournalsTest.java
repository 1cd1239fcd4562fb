package io.proxynas.eval.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.report.RunRecords;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.journal.Difference;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.OtherConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalsTest {

  private static final Outcome OUTCOME = RunRecords.unfinished().history().get(0);

  @TempDir Path folder;

  private static Journals journals(boolean resume) {
    Architecture only = OUTCOME.architecture();
    return new Journals(Map.of("seed", 1), resume, id -> only, warning -> {});
  }

  private void begin() throws IOException {
    try (Journal journal = journals(false).open(folder)) {
      journal.append(OUTCOME);
    }
  }

  @Test
  void open_toResume_takesUpWhatIsThere() throws IOException {
    begin();
    try (Journal journal = journals(true).open(folder)) {
      assertThat(journal.replayed()).isEqualTo(List.of(OUTCOME));
    }
    assertThat(journals(true).known(folder)).containsExactly(OUTCOME.architecture().id());
  }

  @Test
  void open_toResumeWhereNoneIs_begins() throws IOException {
    assertThat(journals(true).known(folder)).isEmpty();
    try (Journal journal = journals(true).open(folder)) {
      assertThat(journal.replayed()).isEmpty();
    }
  }

  @Test
  void open_anewWhereOneIs_isRefused() throws IOException {
    begin();
    assertThat(journals(false).known(folder)).isEmpty();
    assertThatThrownBy(() -> journals(false).open(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a new run needs a folder without journal, but %s exists",
            folder.resolve(Journal.FILE_NAME));
  }

  @Test
  void with_moreConfiguration_isOfAnotherJournal() throws IOException {
    begin();
    Journals more = journals(true).with(Map.of("rung", 2));
    assertThat(more.configuration()).isEqualTo(Map.of("seed", 1, "rung", 2));
    assertThatThrownBy(() -> more.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("but rung is absent in the journal and 2 in this run");
  }

  @Test
  void require_refusesAJournalOfAnotherConfiguration_thatWouldBeTakenUp() throws IOException {
    journals(true).require(folder); // there is none
    begin();
    journals(true).require(folder);
    journals(false).with(Map.of("rung", 2)).require(folder); // will not be taken up

    assertThatThrownBy(() -> journals(true).with(Map.of("rung", 2)).require(folder))
        .isInstanceOfSatisfying(
            OtherConfigurationException.class,
            refusal -> {
              Difference difference = refusal.differences().get(0);
              assertThat(refusal.differences()).hasSize(1);
              assertThat(difference.name()).isEqualTo("rung");
              assertThat(difference.wordHere()).contains("2");
              assertThat(difference.wordThere()).isEmpty();
            });
  }
}
