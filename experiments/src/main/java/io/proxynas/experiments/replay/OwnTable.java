package io.proxynas.experiments.replay;

import io.proxynas.train.check.Require;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Networks on the embedded images, measured by {@code nas-search table}: its two files, under the
 * names {@code WORD.csv} and {@code WORD.json}.
 *
 * @param word the space's
 * @param networks which they are, in words that begin a sentence
 */
public record OwnTable(String word, String networks) implements TableSource {

  /** Of the default space. */
  public static final OwnTable CONVNET = new OwnTable("convnet", "ConvNets of the default space");

  /** Of {@code nasbench201:cells=1,channels=8}, whose networks are small enough to train all. */
  public static final OwnTable NASBENCH201 =
      new OwnTable(
          "nasbench201", "Networks of the cells of NAS-Bench-201, one cell a stage, 8 channels");

  @Override
  public String file() {
    return word + ".csv";
  }

  @Override
  public String about() {
    return networks
        + ", on the embedded images of Fashion-MNIST, trained by `nas-search table`; seconds are"
        + " processor time, that of the condensation too, at the pace of one machine. A search sees the even validation images, and is judged on the odd ones.";
  }

  @Override
  public Optional<TruthTable> read(Optional<Path> folder) throws IOException {
    String sessions = word + ".json";
    if (folder.isPresent() && Files.exists(folder.get().resolve(file()))) {
      TableFile csv = TableFile.in(folder.get(), file());
      return Optional.of(table(csv, TableFile.in(folder.get(), sessions)));
    }
    Optional<TableFile> csv = TableFile.find(Optional.empty(), file());
    Optional<TableFile> json = TableFile.find(Optional.empty(), sessions);
    return csv.isEmpty() || json.isEmpty()
        ? Optional.empty()
        : Optional.of(table(csv.get(), json.get()));
  }

  private TruthTable table(TableFile file, TableFile json) throws IOException {
    Sessions sessions = Sessions.parse(json);
    MeasuredCsv all = MeasuredCsv.parse(file.name(), file.text()).scaled(sessions::scale);
    List<Integer> complete = all.complete();
    Require.inFile(
        !complete.isEmpty(),
        "%s must have at least 1 network with all full trainings, but has none",
        file.name());
    MeasuredCsv csv = all.of(complete);
    Decided decided = csv.decisions();
    return new TruthTable(
        word(),
        csv.networks(),
        decided.codes(),
        Scores.together(csv.scores(), decided.scores()),
        csv.scoreSeconds(),
        csv.aloneSeconds(),
        csv.proxies(sessions.condensations()),
        csv.full(),
        true,
        file.fingerprint() + " " + json.fingerprint());
  }
}
