package io.proxynas.cli.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command; a test has its own.
 *
 * @param environment variables, as from {@link System#getenv()}
 * @param directory against which relative paths are taken
 * @param in what is piped into the command
 * @param out for results
 * @param err for progress, warnings and errors
 * @param charset of both streams
 * @param terminal whether {@code err} is a terminal that shows a bar
 * @param beginning of the command, in which a signal ends it at once
 */
public record Shell(
    Map<String, String> environment,
    Path directory,
    InputStream in,
    ResultStream out,
    PrintStream err,
    Charset charset,
    boolean terminal,
    Beginning beginning) {

  private static final Path STDOUT = Path.of("/proc/self/fd/1");
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  /** One that has not begun. */
  public Shell(
      Map<String, String> environment,
      Path directory,
      InputStream in,
      OutputStream out,
      PrintStream err,
      Charset charset,
      boolean terminal) {
    this(
        environment,
        directory,
        in,
        ResultStream.to(out, charset, false),
        err,
        charset,
        terminal,
        new Beginning());
  }

  /** The process's own. */
  public static Shell system() {
    Map<String, String> environment = System.getenv();
    return new Shell(
        environment,
        Path.of(""),
        System.in,
        ResultStream.to(new FileOutputStream(FileDescriptor.out), systemCharset(), isPipe(STDOUT)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, systemCharset()),
        systemCharset(),
        isTerminal() && !"dumb".equals(environment.get("TERM")),
        new Beginning());
  }

  /** The system's own; UTF-8 where that is ASCII only, as in a container without a locale. */
  private static Charset systemCharset() {
    String name = System.getProperty("native.encoding", "UTF-8");
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  /** Linux tells what stderr is; elsewhere Java tells whether stdin and stdout are terminals. */
  private static boolean isTerminal() {
    if (!Files.exists(STDERR)) {
      return System.console() != null;
    }
    String target = target(STDERR);
    return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
  }

  private static boolean isPipe(Path stream) {
    return target(stream).startsWith("pipe:");
  }

  /** What a stream is on Linux; elsewhere nothing is known of it. */
  private static String target(Path stream) {
    try {
      return Files.readSymbolicLink(stream).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /**
   * A path as the user gave it, taken from the directory.
   *
   * @throws IllegalArgumentException with one sentence if it is empty
   */
  public Path path(Path given) {
    if (given.toString().isEmpty()) {
      throw new IllegalArgumentException("a file or folder must have a name, but was \"\"");
    }
    return directory.resolve(given);
  }

  /** A writer to one of the streams. */
  public PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }
}
