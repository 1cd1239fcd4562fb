package io.proxynas.cli.shell;

import io.proxynas.train.check.Shown;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where results are printed; remembers why they did not get there. */
public final class ResultStream extends PrintStream {

  private final Memory memory;
  private final boolean pipe;

  private ResultStream(Memory memory, Charset charset, boolean pipe) {
    super(memory, true, charset);
    this.memory = memory;
    this.pipe = pipe;
  }

  /**
   * Prints to a stream, and flushes each line.
   *
   * @param pipe whether somebody reads at its other end, who may have read as much as he wanted
   */
  public static ResultStream to(OutputStream out, Charset charset, boolean pipe) {
    return new ResultStream(new Memory(out), charset, pipe);
  }

  /** Without characters from files that command a terminal. */
  @Override
  public void print(@Nullable String text) {
    super.print(Shown.text(String.valueOf(text)));
  }

  /** Why something that was printed is lost; empty if nothing is that anybody wants. */
  public Optional<String> loss() {
    flush();
    return Optional.ofNullable(memory.failure)
        .map(e -> String.valueOf(e.getMessage()))
        .filter(reason -> !pipe && !reason.equals("Broken pipe"));
  }

  /**
   * The first failure of a stream, of which a {@link PrintStream} tells only that there was one.
   */
  private static final class Memory extends FilterOutputStream {

    private @Nullable IOException failure;

    private Memory(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
