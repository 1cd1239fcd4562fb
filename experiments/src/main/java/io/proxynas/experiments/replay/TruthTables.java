package io.proxynas.experiments.replay;

import io.proxynas.experiments.run.Workbench;
import io.proxynas.train.data.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every table, by its name. */
public final class TruthTables {

  private static final List<TableSource> ALL =
      List.of(
          OwnTable.CONVNET,
          OwnTable.NASBENCH201,
          NasBenchMacroTable.ALL,
          NasBenchMacroTable.SCORED,
          new DartsTable());

  private TruthTables() {}

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(TableSource::word).toList();
  }

  /**
   * The tables that were chosen, as far as they are here; the user is told of each that is not.
   *
   * @throws IllegalArgumentException if there is no table of a name
   * @throws DataException if a file is damaged, or no table is here
   */
  public static List<TruthTable> chosen(Workbench bench) {
    List<TruthTable> tables = new ArrayList<>();
    for (String name : bench.selection().dataSets()) {
      TableSource source = source(name);
      Optional<TruthTable> table = read(source, bench.dataDir());
      if (table.isEmpty()) {
        bench.warnings().accept(name + " is left out: " + needs(source));
      }
      table.ifPresent(tables::add);
    }
    if (tables.isEmpty()) {
      throw new DataException(
          "a replay must have a table, but none is here: "
              + bench.selection().dataSets().stream()
                  .map(name -> name + " " + needs(source(name)))
                  .collect(Collectors.joining(", ")));
    }
    return tables;
  }

  /** What a table is, in sentences. */
  public static String about(String name) {
    return source(name).about();
  }

  private static String needs(TableSource source) {
    return "needs " + source.file() + " in --data-dir";
  }

  private static TableSource source(String name) {
    return ALL.stream()
        .filter(source -> source.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a table must be one of %s, but was \"%s\""
                        .formatted(String.join(", ", names()), name)));
  }

  private static Optional<TruthTable> read(TableSource source, Optional<Path> folder) {
    try {
      return source.read(folder);
    } catch (IOException e) {
      throw new DataException(e.getMessage(), e);
    }
  }
}
