package io.proxynas.cli.command;

import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.HelpText;
import io.proxynas.cli.text.ShortHelp;
import io.proxynas.cli.text.VersionText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
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
            new PredictCommand(shell),
            new ExportCommand(shell),
            new StudyCommand(shell),
            new TableCommand(shell),
            new ExperimentCommand(shell),
            new ReportCommand(shell),
            new CalibrateCommand(shell),
            new DoctorCommand(shell))
        .forEach(command -> search.addSubcommand(line(command)));
    search.addSubcommand(completion());
    search.getCommandSpec().usageMessage().footer(HelpText.footer());
    return search;
  }

  /** What writes the script that completes words in a shell; releases bring it along. */
  private static CommandLine completion() {
    CommandLine line = new CommandLine(new GenerateCompletion());
    line.getCommandSpec().usageMessage().hidden(true);
    return line;
  }

  private static CommandLine line(Callable<Integer> command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec()
        .mixinStandardHelpOptions(true)
        .versionProvider(new VersionText())
        .usageMessage()
        .sortOptions(false)
        .optionListHeading("%nOptions:%n");
    ShortHelp.addTo(line);
    return line;
  }
}
