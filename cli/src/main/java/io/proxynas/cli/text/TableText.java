package io.proxynas.cli.text;

import io.proxynas.eval.table.TableRun;
import java.nio.file.Path;

/** What the measuring of a table prints when it ends. */
public final class TableText {

  private TableText() {}

  /** How many networks, and where they are. */
  public static String finished(TableRun.TableResult result) {
    return Format.text(
        "%,d networks are measured, %,d of them now, of which %,d failed: %s%n",
        result.networks(), result.added(), result.failed(), result.csv());
  }

  /**
   * How to go on.
   *
   * @param goOn the command line that does
   */
  public static String interrupted(Path folder, String goOn) {
    return Format.text(
        "Interrupted; the networks that were finished in blocks are kept in %s%nGo on with: %s%n",
        folder, goOn);
  }
}
