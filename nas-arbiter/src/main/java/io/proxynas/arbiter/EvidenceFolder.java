package io.proxynas.arbiter;

import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.condense.set.ContactSheet;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.internal.page.HtmlPage;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.TerminalReport;
import io.proxynas.eval.sketch.NetworkDetails;
import io.proxynas.eval.sketch.NetworkSketch;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.RankingCsv;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a validated search is written, with the files that a run of {@code nas-search} has.
 *
 * @param root the folder, which is made if it is missing
 * @param data of the search
 */
record EvidenceFolder(Path root, ProxyData data) {

  /** The first of a ranking, whose layers the page shows. */
  private static final int SKETCHED = 200;

  void write(
      EvidenceReport evidence,
      Report report,
      BestModel best,
      StratifiedSample sample,
      List<Outcome> validated)
      throws IOException {
    OwnFiles.folder(root);
    RunFolder files = new RunFolder(root);
    best.save(files.best(), data, evidence.space());
    RankingCsv.write(evidence.ranking(), ParetoFront.NONE, files.ranking());
    Optional<byte[]> picture = picture(files.sheet());
    ReportJson.write(report, files.report());
    AtomicFile.write(
        root.resolve("report.txt"),
        TerminalReport.render(report, evidence.ranking(), evidence.result()));
    RunRecord run =
        RunRecord.begun(files.name(), "", evidence.settings())
            .goingOn(evidence.outcomes(), validated, List.of())
            .with(
                known ->
                    known
                        .command(Optional.empty())
                        .report(Optional.of(report))
                        .sampled(
                            sample.random().stream()
                                .map(outcome -> outcome.architecture().id())
                                .collect(Collectors.toSet()))
                        .networks(networks(evidence))
                        .picture(picture)
                        .files(files.forReaders()));
    AtomicFile.write(files.page(), HtmlPage.of(List.of(run)));
  }

  /** The whole training split is no picture. */
  private Optional<byte[]> picture(Path sheet) throws IOException {
    if (data.train() == data.fullTrain()) {
      return Optional.empty();
    }
    ContactSheet.write(data.train(), sheet);
    return Optional.of(Files.readAllBytes(sheet));
  }

  private Map<String, NetworkDetails> networks(EvidenceReport evidence) {
    Map<String, NetworkDetails> networks = new HashMap<>();
    for (Outcome outcome : evidence.ranking().trained().stream().limit(SKETCHED).toList()) {
      networks.put(
          outcome.architecture().id(),
          new NetworkDetails(
              Map.of(),
              NetworkSketch.of(
                  outcome.architecture(), data.fullTrain().shape(), data.fullTrain().classes())));
    }
    return networks;
  }
}
