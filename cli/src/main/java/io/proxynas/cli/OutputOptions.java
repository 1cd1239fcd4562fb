package io.proxynas.cli;

import picocli.CommandLine.Option;

/** What is shown beside the results. */
final class OutputOptions {

  @Option(names = "--quiet", description = "Show no progress; warnings and errors stay.")
  private boolean quiet;

  /** Read by {@link Errors} from the arguments, so that it works for errors of any stage. */
  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  boolean quiet() {
    return quiet;
  }
}
