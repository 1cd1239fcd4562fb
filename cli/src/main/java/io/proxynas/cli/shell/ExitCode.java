package io.proxynas.cli.shell;

/** What the process tells its caller. */
public final class ExitCode {

  /** All that was asked for is done. */
  public static final int DONE = 0;

  /** Something went wrong on the way. */
  public static final int FAILED = 1;

  /** An option or the data that it names cannot be used. */
  public static final int USAGE = 2;

  /** Stopped by Ctrl-C, as shells have it: 128 and the signal's number. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
