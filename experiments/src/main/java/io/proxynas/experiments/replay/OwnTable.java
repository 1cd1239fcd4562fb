package io.proxynas.experiments.replay;

import io.proxynas.train.check.Require;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Networks on the embedded images, measured by {@code nas-search table}.
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

  /**
   * Seconds of worker time that the shipped set {@code dm-ipc50} took (two workers of an AMD EPYC,
   * recorded in the set itself).
   */
  private static final double CONDENSATION = 89.1;

  @Override
  public String file() {
    return word + ".csv";
  }

  @Override
  public String about() {
    return networks
        + ", on the embedded images of Fashion-MNIST, trained by `nas-search table`; seconds are"
        + " processor time as it was measured, and the condensation of dm-ipc50 counts "
        + CONDENSATION
        + " s. A search sees the even validation images, and is judged on the odd ones.";
  }

  @Override
  public Optional<TruthTable> read(Optional<Path> folder) throws IOException {
    Optional<TableFile> file = TableFile.find(folder, file());
    return file.isEmpty() ? Optional.empty() : Optional.of(table(file.get()));
  }

  private TruthTable table(TableFile file) throws IOException {
    MeasuredCsv all = MeasuredCsv.parse(file.name(), file.text());
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
        csv.proxies(Map.of("dm-", CONDENSATION)),
        csv.full(),
        true,
        file.fingerprint());
  }
}
