package io.proxynas.eval.table;

import io.proxynas.train.file.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The folder of a table: {@link TableRows} and {@link TableJson}, which together are all that a
 * table needs to go on, on any machine.
 *
 * <p>While it is open, its process holds a lock on {@code table.lock}, which stays behind.
 */
public final class TableFolder implements AutoCloseable {

  private final LockFile lock;
  private final TableJson json;
  private final TableRows rows;

  private TableFolder(LockFile lock, TableJson json, TableRows rows) {
    this.lock = lock;
    this.json = json;
    this.rows = rows;
  }

  /** The rows of a table. */
  static Path csv(Path root) {
    return root.resolve("table.csv");
  }

  private static Path json(Path root) {
    return root.resolve("table.json");
  }

  /** Whether there is a table in a folder. */
  static boolean exists(Path root) {
    return Files.exists(csv(root)) || Files.exists(json(root));
  }

  /**
   * Opens the folder of a table.
   *
   * @param root the folder, made if need be
   * @param resume whether to go on with a table that is in it
   * @param plan what the rows depend on, by name
   * @param header of the rows, with its line feed
   * @param warnings hears if the end of the rows was torn
   * @throws IOException with one sentence for the user if it cannot be read or written, has a table
   *     that is not to go on or is of another plan, or is used by another process
   */
  public static TableFolder open(
      Path root, boolean resume, Map<String, Object> plan, String header, Consumer<String> warnings)
      throws IOException {
    LockFile lock =
        LockFile.take(
            root.resolve("table.lock"),
            "the table in %s must be measured by one process at a time, but another one has it open"
                .formatted(root));
    try {
      TableJson json = json(root, resume, plan);
      return new TableFolder(lock, json, TableRows.open(csv(root), header, warnings));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Requires of a table that goes on, if there is one, that it has a plan; changes nothing.
   *
   * @param part of the plan
   * @throws IOException with one sentence for the user if it has another, or cannot be read
   */
  static void require(Path root, Map<String, Object> part) throws IOException {
    if (exists(root)) {
      TableJson.require(json(root), part);
    }
  }

  private static TableJson json(Path root, boolean resume, Map<String, Object> plan)
      throws IOException {
    if (!exists(root)) {
      return TableJson.begun(json(root), plan);
    }
    if (!resume) {
      throw new IOException(
          "the folder of a new table must not have a table in it, but %s has one".formatted(root));
    }
    return TableJson.taken(json(root), plan);
  }

  /** The ids of the networks that have a row. */
  Set<String> measured() {
    return rows.networks();
  }

  /** A session begins, as {@link TableJson#begin} has it, which adds rows from now on. */
  void begin(TableSession session) throws IOException {
    json.begin(session, rows.size());
  }

  /** Adds rows, as {@link TableRows#append} does, and notes them. */
  void append(List<String> ids, String lines) throws IOException {
    rows.append(ids, lines);
    json.endAt(rows.size());
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
    } finally {
      lock.close();
    }
  }
}
