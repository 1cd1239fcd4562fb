package io.proxynas.train.data.source;

import io.proxynas.engine.Progress;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.internal.format.FileLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A published data set: where it is looked for, how it is read, and where it is fetched from.
 *
 * @param name as the user says it
 * @param folders the names of the folders it may be in: its own, and that of its publisher's
 *     archive
 * @param layout its files
 * @param downloads from which it is fetched if it is nowhere
 */
record NamedSet(String name, List<String> folders, FileLayout layout, List<Download> downloads) {

  /** Finds, or else downloads, and reads the set. */
  DataSet load(DataLocation location, Progress progress) throws InterruptedException {
    for (Path folder : candidates(location)) {
      List<String> missing = layout.missing(folder);
      if (missing.isEmpty()) {
        return layout.read(name, folder);
      }
      boolean partial = missing.size() < layout.fileCount();
      if (partial && !folder.equals(location.cache().data(name))) {
        throw new DataException(
            "%s has a part of %s only; it lacks %s"
                .formatted(folder, name, String.join(", ", missing)));
      }
    }
    return download(location, progress);
  }

  private DataSet download(DataLocation location, Progress progress) throws InterruptedException {
    Path folder = location.cache().data(name);
    try {
      for (Download download : downloads) {
        download.into(folder, progress);
      }
    } catch (DataException e) {
      throw new DataException(
          ("%s is in none of %s, and could not be downloaded (%s); fetch its files by other means"
                  + " and name their folder with --data-dir")
              .formatted(name, candidates(location), e.getMessage()),
          e);
    }
    List<String> missing = layout.missing(folder);
    if (!missing.isEmpty()) {
      throw new DataException(
          "the download of %s did not bring %s".formatted(name, String.join(", ", missing)));
    }
    return layout.read(name, folder);
  }

  /** Every folder that may hold the set, in the order in which they are tried. */
  private List<Path> candidates(DataLocation location) {
    List<Path> candidates = new ArrayList<>();
    location
        .dataDir()
        .ifPresent(
            dir -> {
              folders.forEach(f -> candidates.add(dir.resolve(f)));
              candidates.add(dir);
            });
    candidates.add(location.cache().data(name));
    candidates.add(location.system().resolve(name));
    return candidates;
  }
}
