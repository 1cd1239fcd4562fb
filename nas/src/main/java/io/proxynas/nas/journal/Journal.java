package io.proxynas.nas.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.LineFile;
import io.proxynas.train.file.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The append-only journal of one run, {@code journal.jsonl} in its folder: a header line with the
 * run's configuration, then a JSON line for each outcome, in the order in which they finished. A
 * line is with the operating system when {@link #append} returns, so killing the process loses at
 * most the candidates in flight.
 *
 * <p>While a journal is open, its process holds a lock on {@code journal.lock} beside it; the lock
 * file stays behind, unlocked. All methods that fail throw an {@link IOException} whose message is
 * one sentence for the user.
 */
public final class Journal implements AutoCloseable {

  /** The journal's name in the run folder. */
  public static final String FILE_NAME = "journal.jsonl";

  private final List<Outcome> replayed;
  private final LockFile lock;
  private final LineFile lines;

  private Journal(List<Outcome> replayed, LockFile lock, LineFile lines) {
    this.replayed = replayed;
    this.lock = lock;
    this.lines = lines;
  }

  private static LockFile lock(Path folder) throws IOException {
    return LockFile.take(
        folder.resolve("journal.lock"),
        "a run folder can be used by one process at a time, but another run uses " + folder);
  }

  /** Whether the run folder has a journal. */
  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(FILE_NAME));
  }

  /**
   * Starts the journal of a new run; makes the folder if need be.
   *
   * @param folder the run folder
   * @param configuration what decides the run's outcomes: values that JSON can express
   * @throws IOException if the folder has a journal already, is in use, or cannot be written
   */
  public static Journal create(Path folder, Map<String, ?> configuration) throws IOException {
    JsonNode current = JournalHeader.configuration(configuration);
    Path file = folder.resolve(FILE_NAME);
    LockFile lock = lock(folder);
    try {
      if (exists(folder)) {
        throw new IOException("a new run needs a folder without journal, but " + file + " exists");
      }
      AtomicFile.write(file, JournalHeader.toJson(current) + "\n");
      return new Journal(List.of(), lock, LineFile.open(file));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Takes up the journal of an earlier run, whose outcomes are then {@link #replayed}. A torn last
   * line is cut off with a warning.
   *
   * @param folder the run folder
   * @param configuration must equal the journal's
   * @param parse from an id to its architecture, such as {@code SearchSpace::parse}
   * @param warnings hears sentences for the user
   * @throws OtherConfigurationException if it is of another configuration
   * @throws IOException if there is no journal, it is damaged or in use
   */
  public static Journal resume(
      Path folder,
      Map<String, ?> configuration,
      Function<String, Architecture> parse,
      Consumer<String> warnings)
      throws IOException {
    JsonNode current = JournalHeader.configuration(configuration);
    requireExists(folder);
    LockFile lock = lock(folder);
    try {
      JournalFile found = JournalFile.read(folder.resolve(FILE_NAME), warnings);
      requireSame(folder, found.configuration(), current);
      List<Outcome> outcomes = found.outcomes(parse);
      found.content().cut(found.lines().size());
      return new Journal(outcomes, lock, LineFile.open(folder.resolve(FILE_NAME)));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * The configuration of a run, from its journal's header.
   *
   * @throws IOException if there is no journal or it is damaged
   */
  public static Map<String, Object> configuration(Path folder) throws IOException {
    requireExists(folder);
    JournalFile found = JournalFile.read(folder.resolve(FILE_NAME), warning -> {});
    return JournalHeader.toMap(found.configuration());
  }

  /**
   * Requires that a journal is of a configuration; changes nothing.
   *
   * @throws OtherConfigurationException if it is of another one
   * @throws IOException if there is no journal or it is damaged
   */
  public static void require(Path folder, Map<String, ?> configuration) throws IOException {
    requireExists(folder);
    JournalFile found = JournalFile.read(folder.resolve(FILE_NAME), warning -> {});
    requireSame(folder, found.configuration(), JournalHeader.configuration(configuration));
  }

  /**
   * The outcomes of a run, finished or not, in the order in which they finished; changes nothing.
   *
   * @param folder the run folder
   * @param parse from an id to its architecture, such as {@code SearchSpace::parse}
   * @param warnings hears sentences for the user
   * @throws IOException if there is no journal or it is damaged
   */
  public static List<Outcome> outcomes(
      Path folder, Function<String, Architecture> parse, Consumer<String> warnings)
      throws IOException {
    requireExists(folder);
    JournalFile found = JournalFile.read(folder.resolve(FILE_NAME), warnings);
    found.configuration();
    return found.outcomes(parse);
  }

  private static void requireExists(Path folder) throws IOException {
    if (!exists(folder)) {
      throw new WrongFileException(
          "the run folder must have a journal, but " + folder + " has none");
    }
  }

  private static void requireSame(Path folder, JsonNode journal, JsonNode current)
      throws IOException {
    List<Difference> differences = Difference.between(journal, current);
    if (!differences.isEmpty()) {
      throw new OtherConfigurationException(
          "a resumed run must have the configuration of its journal in %s, but %s"
              .formatted(folder, differences.get(0).sentence()),
          differences);
    }
  }

  /** The outcomes that were in the journal when it was opened. */
  public List<Outcome> replayed() {
    return replayed;
  }

  /**
   * Appends one outcome. After a failed append the last line may be torn, so no other is accepted.
   *
   * @throws IOException if the line cannot be written, as on a full disk, or an earlier one failed
   */
  public void append(Outcome outcome) throws IOException {
    lines.append(OutcomeLine.toJson(outcome) + "\n");
  }

  /**
   * An evaluator whose outcomes are appended before anyone else hears of them. Belongs beneath the
   * memoizing evaluator, so that a line is written once.
   *
   * @param inner trains the candidates; an append that fails ends its batch with an {@link
   *     UncheckedIOException}
   */
  public CandidateEvaluator journalling(CandidateEvaluator inner) {
    return inner.heardBy(
        outcome -> {
          try {
            append(outcome);
          } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
          }
        });
  }

  /** Closes the file and releases the lock. Closing twice is harmless. */
  @Override
  public void close() throws IOException {
    try (lock) {
      lines.close();
    }
  }
}
