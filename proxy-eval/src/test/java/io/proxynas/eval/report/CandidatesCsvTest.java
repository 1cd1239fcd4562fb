package io.proxynas.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesCsvTest {

  @Test
  void text_hasALineForEachCandidateOfEachRun() throws InterruptedException {
    String text = CandidatesCsv.text(List.of(RunRecords.finished(), RunRecords.unfinished()));

    assertThat(text.lines()).hasSize(1 + 121 + 3);
    assertThat(text.lines().skip(122))
        .containsExactly(
            "second,photos,random-ipc2,\"mine, \"\"own\"\"\",7,1,large,0.75,0.8,false,2000,2000000,1.500,1.500,trained",
            "second,photos,random-ipc2,\"mine, \"\"own\"\"\",7,2,small,0.5,,,10,10000,1.500,,trained",
            "second,photos,random-ipc2,\"mine, \"\"own\"\"\",7,,huge,,,,,,0.000,,failed: no memory");
  }

  @Test
  void text_ofWhatWasOnlyScored_hasNoAccuracy() {
    assertThat(CandidatesCsv.text(List.of(RunRecords.timed())).lines())
        .endsWith("timed,photos,dm-ipc2,mine,,3,untried,,0.4,false,12,34,0.020,1.500,scored");
  }

  @Test
  void text_marksTheRandomSample() throws InterruptedException {
    RunRecord run = RunRecords.finished();

    assertThat(CandidatesCsv.text(List.of(run)).lines().filter(line -> line.contains(",true,")))
        .hasSize(run.sampled().size());
  }
}
