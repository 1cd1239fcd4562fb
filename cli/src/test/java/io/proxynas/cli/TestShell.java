package io.proxynas.cli;

import io.proxynas.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs command lines in this process, with a cache and a working folder of their own. */
public final class TestShell {

  private final Path directory;

  public TestShell(Path directory) {
    this.directory = directory;
  }

  /** With {@link TinyImages} in its folder, as the data set {@code photos}. */
  public static TestShell withPhotos(Path directory) throws IOException {
    TinyImages.write(directory.resolve("photos"));
    return new TestShell(directory);
  }

  /** What a command line left behind. */
  public record Result(int code, String out, String err) {

    public List<String> errorLines() {
      return err.lines().toList();
    }
  }

  public Path directory() {
    return directory;
  }

  public Result run(String... arguments) {
    return piped("", arguments);
  }

  /** Runs words between spaces. */
  public Result line(String arguments) {
    return run(arguments.strip().split(" +"));
  }

  /** With standard input. */
  public Result piped(String in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            Map.of("PROXYNAS_HOME", directory.resolve("home").toString()),
            directory,
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            false);
    int code = Main.run(shell, arguments);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
