package io.proxynas.cli.command;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.Format;
import io.proxynas.eval.folder.NoSearchException;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.internal.page.HtmlPage;
import io.proxynas.eval.report.CandidatesCsv;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunsText;
import io.proxynas.train.check.Require;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the reports of runs again, and compares them. */
@Command(
    name = "report",
    description =
        "Reads the journals of runs, finished or not, writes each one's report.html again, and"
            + " prints the runs side by side. Of several folders, those that are not of a search are"
            + " passed over with a warning.")
final class ReportCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "RUN_DIR", arity = "1..*", description = "Folders of runs.")
  private List<Path> folders = List.of();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write every candidate of every run as one CSV file.")
  private Optional<Path> csv = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the comparison as one HTML file.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  ReportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    List<Run> found = found();
    List<RunRecord> runs = found.stream().map(Run::content).toList();
    StringBuilder written = new StringBuilder();
    for (Run run : found) {
      Path page = run.folder().page();
      AtomicFile.write(page, HtmlPage.of(List.of(run.content())));
      written.append(Format.text("  %s%n", page));
    }
    if (html.isPresent()) {
      AtomicFile.write(shell.path(html.get()), HtmlPage.of(runs));
      written.append(Format.text("  %s%n", html.get()));
    }
    if (csv.isPresent()) {
      AtomicFile.write(shell.path(csv.get()), CandidatesCsv.text(runs));
      written.append(Format.text("  %s%n", csv.get()));
    }
    shell.out().print(RunsText.render(runs) + Format.text("%nFiles%n") + written);
    return ExitCode.DONE;
  }

  /** What was read from a folder. */
  private record Run(RunFolder folder, RunRecord content) {}

  private Run read(Path folder) throws IOException {
    Path root = shell.path(folder);
    return new Run(new RunFolder(root), RunReader.read(root));
  }

  /** The searches; of several folders those that are none are passed over. */
  private List<Run> found() throws IOException {
    if (folders.size() == 1) {
      return List.of(read(folders.get(0)));
    }
    List<Run> found = new ArrayList<>();
    try (ConsoleObserver observer = ConsoleObserver.of(shell, true, Map.of())) {
      for (Path folder : folders) {
        try {
          found.add(read(folder));
        } catch (NoSearchException e) {
          observer.warns(e.getMessage() + ": it is passed over");
        }
      }
    }
    Require.that(
        !found.isEmpty(),
        "at least one of the folders to report must be that of a search, but of these %,d none is",
        folders.size());
    return found;
  }
}
