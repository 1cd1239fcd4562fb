package io.proxynas.cli.command;

import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.HelpText;
import io.proxynas.cli.text.VersionText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** All commands, with what their helps have in common. */
public final class Commands {

  private Commands() {}

  /** The search, which is the command without a name, and below it all others. */
  public static CommandLine in(Shell shell) {
    CommandLine search = line(new SearchCommand(shell));
    List.of(
            new CondenseCommand(shell),
            new EvaluateCommand(shell),
            new RankCommand(shell),
            new TrainCommand(shell),
            new StudyCommand(shell),
            new TableCommand(shell),
            new ExperimentCommand(shell),
            new ReportCommand(shell),
            new CalibrateCommand(shell))
        .forEach(command -> search.addSubcommand(line(command)));
    search.getCommandSpec().usageMessage().footer(HelpText.footer());
    return search;
  }

  private static CommandLine line(Callable<Integer> command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec()
        .mixinStandardHelpOptions(true)
        .versionProvider(new VersionText())
        .usageMessage()
        .sortOptions(false)
        .optionListHeading("%nOptions:%n");
    return line;
  }
}
