package io.proxynas.cli.command;

import io.proxynas.cli.doctor.Examination;
import io.proxynas.cli.doctor.Findings;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.DoctorText;
import io.proxynas.eval.report.ReportJson;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what networks can be computed on here. */
@Command(
    name = "doctor",
    description =
        "Tells what networks can be computed on here: processor, cards, drivers, libraries, and each"
            + " back end with a self-test of its outputs and gradients, its speed and a line of"
            + " advice. Ends with 0 if some back end computes rightly, else with 1.")
final class DoctorCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(names = "--json", description = "Print the same as JSON and nothing else.")
  private boolean json;

  @Option(names = "--quiet", description = "Do not say on stderr what is tested.")
  private boolean quiet;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  DoctorCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Consumer<String> begins = quiet ? what -> {} : what -> shell.err().println(what + "…");
    Findings findings = Examination.ofThisMachine(shell.environment(), begins);
    shell.out().print(json ? ReportJson.toJson(findings) : DoctorText.of(findings));
    return findings.isWell() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
