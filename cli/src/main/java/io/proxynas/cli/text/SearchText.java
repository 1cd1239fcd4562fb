package io.proxynas.cli.text;

import io.proxynas.engine.layer.GroupNormalization;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.report.TerminalReport;
import io.proxynas.eval.search.RunResult;
import io.proxynas.model.NetworkFolder;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.search.SearchResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** What a search prints when it ends. */
public final class SearchText {

  private SearchText() {}

  /** The evidence and where the files are. */
  public static String finished(SearchResult search, RunResult.Evidence evidence, Path folder)
      throws IOException {
    return TerminalReport.render(evidence.report(), search.ranking(), evidence.validation())
        + (evidence.report().calibration().rounds() > 0 ? "" : rankedBy(search.rankBy()))
        + rejected(search)
        + early(search)
        + files(folder);
  }

  private static String rankedBy(Criterion by) {
    return by == Criterion.ACCURACY
        ? ""
        : Format.text("%nThe ranking is by %s, and so are its figures above.%n", by.word());
  }

  private static String rejected(SearchResult search) {
    return search.rejected() == 0
        ? ""
        : Format.text(
            "%n%,d more candidates were larger than the limits and not trained.%n",
            search.rejected());
  }

  private static String early(SearchResult search) {
    return switch (search.end()) {
      case COMPLETE, INTERRUPTED -> "";
      case TIME_LIMIT ->
          Format.text(
              "%nThe time limit ended the search after %,d candidates.%n", search.distinct());
      case PATIENCE ->
          Format.text(
              "%nThe search ended after %,d candidates, since the last were no better than the best"
                  + " before them (--patience).%n",
              search.distinct());
      case FAILURES ->
          Format.text(
              "%nThe search ended early, since ten candidates in a row failed; ranking.csv"
                  + " says why.%n");
    };
  }

  private static String files(Path root) throws IOException {
    RunFolder folder = new RunFolder(root);
    StringBuilder text = new StringBuilder(Format.text("%nFiles in %s%n", root));
    line(text, root, folder.page(), "the evidence, with charts");
    line(text, root, folder.report(), "all figures");
    line(text, root, folder.ranking(), "every candidate");
    line(text, root, folder.sheet(), "the proxy set as a picture");
    line(text, root, folder.top(), "the networks of the first of the ranking");
    line(text, root, folder.best().architecture(), "the best architecture, for nas-search train");
    line(text, root, folder.best().onnx(), "the best network, for ONNX Runtime");
    line(text, root, folder.best().model(), "the best network, for DL4J:");
    return text.append(folder.best().isSaved() ? dl4j(folder.best()) : "").toString();
  }

  private static String dl4j(NetworkFolder best) throws IOException {
    String program =
        Format.text(
            "      File model = new File(\"%s\");%n"
                + "      ComputationGraph network = ModelSerializer.restoreComputationGraph(model);%n"
                + "      DataNormalization normalizer ="
                + " ModelSerializer.restoreNormalizerFromFile(model);%n"
                + "      normalizer.transform(images); // (N, C, H, W) in [0, 1]%n"
                + "      INDArray probabilities = network.outputSingle(images); // labels.txt names"
                + " the classes%n",
            best.model());
    return best.needsEngine()
        ? program + Format.text("      It needs one jar beside DL4J's own: %s%n", engineJar())
        : program;
  }

  /** The jar that has the layers which DL4J lacks. */
  private static String engineJar() {
    CodeSource source = GroupNormalization.class.getProtectionDomain().getCodeSource();
    return source == null ? "io.proxynas:engine" : file(source.getLocation());
  }

  /** The path of what a class loader reads; the address itself where that is no file. */
  static String file(URL location) {
    try {
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return location.toString();
    }
  }

  private static void line(StringBuilder text, Path root, Path file, String what) {
    if (Files.exists(file)) {
      text.append(Format.text("  %-24s %s%n", root.relativize(file), what));
    }
  }

  /**
   * The best so far, and how to go on.
   *
   * @param goOn the command line that goes on
   */
  public static String interrupted(SearchResult search, Path folder, String goOn) {
    StringBuilder text = new StringBuilder();
    text.append(
        search.end() == SearchResult.End.INTERRUPTED
            ? Format.text(
                "Interrupted after %,d candidates; those in training are not kept.%n",
                search.distinct())
            : Format.text(
                "Interrupted after all %,d candidates, in the validation.%n", search.distinct()));
    search.ranking().trained().stream().findFirst().ifPresent(best -> text.append(bestSoFar(best)));
    text.append(Format.text("Files in %s%n", folder));
    text.append(Format.text("Go on with: %s%n", goOn));
    return text.toString();
  }

  private static String bestSoFar(Outcome.Trained best) {
    if (!best.scores().hasAccuracy()) {
      return Format.text(
          "First so far: %s, which is not trained in full yet.%n", best.architecture().id());
    }
    return Format.text(
        "Best so far: %s, %s on the validation split when trained on the proxy.%n",
        best.architecture().id(), Format.percent(best.scores().validationAccuracy()));
  }
}
