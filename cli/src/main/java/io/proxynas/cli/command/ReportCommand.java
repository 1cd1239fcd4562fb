package io.proxynas.cli.command;

import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.Format;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.internal.page.HtmlPage;
import io.proxynas.eval.report.CandidatesCsv;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunsText;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            + " prints the runs side by side.")
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
    List<RunRecord> runs = new ArrayList<>();
    for (Path folder : folders) {
      runs.add(RunReader.read(shell.path(folder)));
    }
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < runs.size(); i++) {
      Path page = new RunFolder(shell.path(folders.get(i))).page();
      AtomicFile.write(page, HtmlPage.of(List.of(runs.get(i))));
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
}
