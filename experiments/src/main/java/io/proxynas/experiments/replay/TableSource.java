package io.proxynas.experiments.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a table comes from. */
public interface TableSource {

  /** The word on the command line. */
  String word();

  /** The file that it is read from. */
  String file();

  /** What was trained, by whom, and where the seconds come from, in sentences. */
  String about();

  /**
   * Reads the table.
   *
   * @param folder of files that are not part of the program
   * @return nothing if it needs the folder and there is none
   * @throws IOException if a file is missing or is not what it must be; the message is a sentence
   */
  Optional<TruthTable> read(Optional<Path> folder) throws IOException;
}
