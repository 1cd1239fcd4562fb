package io.proxynas.cli;

import io.proxynas.cli.command.Commands;
import io.proxynas.cli.resume.Resumption;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.FailedException;
import io.proxynas.cli.shell.Natives;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.ShortHelp;
import io.proxynas.engine.BackendChoice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The program {@code nas-search}. Its exit codes are a contract: see {@link ExitCode}. */
public final class Main {

  private static final int HELP_WIDTH = 100;

  private Main() {}

  /** Runs a command line and ends the process. */
  public static void main(String[] arguments) {
    Shell shell = Shell.system();
    Interruption interruption = Interruption.ofThisThread(shell);
    System.exit(interruption.exitCode(start(shell, arguments)));
  }

  private static int start(Shell shell, String... arguments) {
    try {
      Natives.place(shell);
      return run(shell, arguments);
    } catch (LinkageError e) { // before anything can be run that would report it
      shell.err().println("nas-search: a part of the program is missing or damaged: " + e);
      return ExitCode.FAILED;
    }
  }

  /** Runs a command line; returns its exit code. */
  static int run(Shell shell, String... arguments) {
    int code = run(shell, new Errors(shell), parsed -> execute(shell, parsed), arguments);
    Optional<String> lost = shell.out().loss();
    if (lost.isPresent()) {
      shell.err().println("nas-search: cannot write results to standard output: " + lost.get());
    }
    return lost.isPresent() && code == ExitCode.DONE ? ExitCode.FAILED : code;
  }

  private static int run(
      Shell shell, Errors errors, IExecutionStrategy strategy, String... arguments) {
    try {
      return commandLine(shell, errors).setExecutionStrategy(strategy).execute(arguments);
    } catch (Error | FailedException e) { // picocli passes on: no memory, no library, no device
      return errors.report(e, List.of(arguments).contains("--debug"));
    }
  }

  private static CommandLine commandLine(Shell shell, Errors errors) {
    return Commands.in(shell)
        .setOut(shell.writer(shell.out()))
        .setErr(shell.writer(shell.err()))
        .setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static int execute(Shell shell, ParseResult parsed) {
    if (parsed.hasSubcommand() && !parsed.matchedOptions().isEmpty()) {
      String option = parsed.matchedOptions().get(0).longestName();
      String command = parsed.subcommand().commandSpec().name();
      throw new ParameterException(
          parsed.commandSpec().commandLine(),
          "options of %s must come after its name, but %s comes before".formatted(command, option));
    }
    CommandLine last = parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
    if (!last.getParseResult().hasMatchedOption(ShortHelp.ALL)) {
      ShortHelp.shorten(last);
    }
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    Optional<String> obstacle = BackendChoice.prepare();
    if (obstacle.isPresent()) {
      throw new ExecutionException( // picocli would print the trace of any other
          parsed.commandSpec().commandLine(), obstacle.get(), new FailedException(obstacle.get()));
    }
    Optional<Resumption> resumption = resumption(shell, parsed);
    return resumption.isPresent() ? resume(shell, resumption.get()) : new RunLast().execute(parsed);
  }

  private static Optional<Resumption> resumption(Shell shell, ParseResult parsed) {
    try {
      return Resumption.of(shell, parsed);
    } catch (IOException | IllegalArgumentException e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
    }
  }

  /** Runs the command as if the settings of its run had been typed again. */
  private static int resume(Shell shell, Resumption resumption) {
    resumption.announce(shell.err());
    shell.beginning().undoneBy(() -> resumption.isBrokenOff(shell.err()));
    Errors errors = new Errors(shell, Optional.of(resumption));
    return run(shell, errors, new RunLast(), resumption.arguments());
  }
}
