package io.proxynas.cli;

import io.proxynas.cli.resume.Resumption;
import io.proxynas.cli.resume.RunInterrupted;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.FailedException;
import io.proxynas.cli.shell.Natives;
import io.proxynas.cli.shell.Shell;
import io.proxynas.condense.course.CondensationInterrupted;
import io.proxynas.engine.backend.NoBackendException;
import io.proxynas.nas.journal.OtherConfigurationException;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.data.DataException;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns whatever is thrown into one line on stderr and an exit code. The libraries' messages are
 * sentences for the user; anything else is named by its type.
 *
 * @param resumption the run that goes on, if it is one that ends so
 */
record Errors(Shell shell, Optional<Resumption> resumption)
    implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** Of a command line as it was typed. */
  Errors(Shell shell) {
    this(shell, Optional.empty());
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    String hint = "; see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    print(decapitalized(firstLine(e.getMessage())) + suggestion(e) + hint);
    return ExitCode.USAGE;
  }

  private static String suggestion(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? ", did you mean " + unmatched.getSuggestions().get(0) + "?"
        : "";
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(e, parsed.expandedArgs().contains("--debug"));
  }

  /**
   * Reports what ended a command.
   *
   * @param debug whether to print the stack trace too
   * @return the exit code
   */
  int report(Throwable e, boolean debug) {
    print(sentence(e));
    if (debug) {
      e.printStackTrace(shell.err());
    }
    if (isInterruption(e)) {
      return ExitCode.INTERRUPTED;
    }
    return isWrongInput(e) || conflict(e).isPresent() ? ExitCode.USAGE : ExitCode.FAILED;
  }

  private static boolean isWrongInput(Throwable e) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    return cause instanceof DataException
        || cause instanceof IllegalArgumentException
        || cause instanceof WrongFileException;
  }

  /** Files written through a channel tell of an interrupt in their own way. */
  private static boolean isInterruption(Throwable e) {
    return e instanceof InterruptedException
        || e instanceof ClosedByInterruptException
        || e instanceof IOException && e.getCause() instanceof ClosedByInterruptException;
  }

  /** That a run that was to go on is of other settings, by the names of options. */
  private Optional<String> conflict(Throwable e) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    return cause instanceof OtherConfigurationException refusal
        ? resumption.map(r -> r.sentence(refusal))
        : Optional.empty();
  }

  private String sentence(Throwable e) {
    Optional<String> conflict = conflict(e);
    if (conflict.isPresent()) {
      return conflict.get();
    }
    if (e instanceof CondensationInterrupted || e instanceof RunInterrupted) {
      return "interrupted; " + e.getMessage();
    }
    if (isInterruption(e)) {
      return "interrupted; what was under way is not kept";
    }
    if (e instanceof UncheckedIOException unchecked
        && unchecked.getCause().toString().equals(e.getMessage())) {
      return sentence(unchecked.getCause());
    }
    if (e instanceof FileSystemException file && file.getFile() != null) {
      return AtomicFile.cannot("use", Path.of(file.getFile()), file).getMessage();
    }
    Optional<String> natives = Natives.obstacle(e);
    if (natives.isPresent()) {
      return natives.get();
    }
    boolean forTheUser =
        e instanceof DataException
            || e instanceof IllegalArgumentException
            || e instanceof ArithmeticException
            || e instanceof IOException
            || e instanceof UncheckedIOException
            || e instanceof NoBackendException
            || e instanceof FailedException;
    String message = e.getMessage() == null ? "" : firstLine(e.getMessage());
    if (forTheUser && !message.isEmpty()) {
      return message;
    }
    return "failed with %s%s; --debug shows where"
        .formatted(e.getClass().getSimpleName(), message.isEmpty() ? "" : ": " + message);
  }

  private void print(String sentence) {
    shell.err().println("nas-search: " + Shown.sentence(sentence));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }

  private static String decapitalized(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
