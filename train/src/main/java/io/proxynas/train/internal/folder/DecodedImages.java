package io.proxynas.train.internal.folder;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.MappedBytes;
import io.proxynas.train.data.RawImages;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.internal.folder.DecodingJournal.Chunk;
import io.proxynas.train.internal.folder.DecodingJournal.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The images of a whole cache, by what they are for. They have one channel if all of them are grey,
 * and three otherwise.
 *
 * @param files that they were decoded from
 * @param train images
 * @param validation images, if the files have any
 * @param test images
 * @param leftOut a line for each file that has no image: its path in the folder, a tab, and why
 */
record DecodedImages(
    ImageFiles files,
    RawImages train,
    Optional<RawImages> validation,
    RawImages test,
    List<String> leftOut) {

  /** Lists all files that were left out. */
  static final String LEFT_OUT = "left-out.txt";

  /** Photographs and drawings; those whose meaning turns with them are not told apart. */
  private static final boolean MIRRORABLE = true;

  private static final int SHOWN = 3;

  /**
   * Maps the images.
   *
   * @param journal of all the files
   * @throws DataException if a class has no image
   */
  static DecodedImages of(ImageFiles files, DecodingJournal journal, Path pixels)
      throws IOException {
    List<String> leftOut = new ArrayList<>();
    List<LabelledFile> kept = new ArrayList<>(journal.kept());
    FileParts parts = files.parts();
    int firstTest = parts.count() - parts.test().size();
    int keptForTraining = 0;
    int keptBeforeTest = 0;
    int file = 0;
    for (Chunk chunk : journal.chunks()) {
      for (int i = 0; i < chunk.files(); i++, file++) {
        String reason = chunk.leftOut().get(i);
        if (reason == null) {
          kept.add(files.get(file));
          keptForTraining += file < parts.train().size() ? 1 : 0;
          keptBeforeTest += file < firstTest ? 1 : 0;
        } else {
          leftOut.add(files.folder().relativize(files.get(file).path()) + "\t" + reason);
        }
      }
    }
    requireEveryClass(files, parts.train(), kept.subList(0, keptForTraining));
    requireEveryClass(files, parts.validation(), kept.subList(keptForTraining, keptBeforeTest));
    requireEveryClass(files, parts.test(), kept.subList(keptBeforeTest, kept.size()));
    int plane = journal.header().size() * journal.header().size();
    int channels = journal.chunks().stream().allMatch(Chunk::grey) ? 1 : 3;
    ImageShape shape = new ImageShape(channels, journal.header().size(), journal.header().size());
    MappedBytes all = MappedBytes.of(pixels, 3 * plane, kept.size());
    int[] labels = kept.stream().mapToInt(LabelledFile::label).toArray();
    return new DecodedImages(
        files,
        part(all, labels, 0, keptForTraining, shape),
        keptForTraining < keptBeforeTest
            ? Optional.of(part(all, labels, keptForTraining, keptBeforeTest, shape))
            : Optional.empty(),
        part(all, labels, keptBeforeTest, labels.length, shape),
        leftOut);
  }

  private static RawImages part(MappedBytes all, int[] labels, int from, int to, ImageShape shape) {
    return new RawImages(
        shape,
        all.part(from, to, shape.size()),
        IntStream.range(from, to).map(i -> labels[i]).toArray());
  }

  private static void requireEveryClass(
      ImageFiles files, List<LabelledFile> all, List<LabelledFile> kept) {
    if (all.isEmpty()) {
      return; // the part is not there
    }
    BitSet present = new BitSet();
    kept.forEach(file -> present.set(file.label()));
    int missing = present.nextClearBit(0);
    if (missing < files.classNames().size()) {
      Path folder =
          all.stream().filter(f -> f.label() == missing).findFirst().orElseThrow().folder();
      throw new DataException(
          "%s must have at least 1 readable image of class %s, but all of them are damaged"
              .formatted(folder, files.classNames().get(missing)));
    }
  }

  /** What can be told from the pixels only, and takes a pass over all of them. */
  Ending ending() {
    return new Ending(
        DataSet.fingerprint(files.classNames(), train, validation, test, MIRRORABLE),
        ChannelStatistics.of(train));
  }

  /** Writes the list of files that were left out, if there are any. */
  void writeLeftOut(Path folder) throws IOException {
    if (!leftOut.isEmpty()) {
      AtomicFile.write(
          folder.resolve(LEFT_OUT),
          leftOut.stream().map(l -> l + "\n").collect(Collectors.joining()));
    }
  }

  /**
   * What the user should know.
   *
   * @param folder with the list of files that were left out
   */
  List<String> warnings(Path folder) {
    List<String> warnings = new ArrayList<>(files.warnings());
    if (!leftOut.isEmpty()) {
      warnings.add(
          "left out %d of %d files of %s, which are no readable images: %s%s; %s lists them"
              .formatted(
                  leftOut.size(),
                  files.count(),
                  files.folder(),
                  leftOut.stream()
                      .limit(SHOWN)
                      .map(line -> line.replaceFirst("\t", " (") + ")")
                      .collect(Collectors.joining(", ")),
                  leftOut.size() > SHOWN ? " and %d more".formatted(leftOut.size() - SHOWN) : "",
                  folder.resolve(LEFT_OUT)));
    }
    return warnings;
  }

  /**
   * The data set.
   *
   * @param ending that was told from these images
   */
  DataSet dataSet(Ending ending, List<String> warnings) {
    return new DataSet(
        files.name(),
        "",
        files.splitSeed(),
        standardized(train, ending),
        validation.map(images -> standardized(images, ending)),
        standardized(test, ending),
        ending.statistics(),
        MIRRORABLE,
        ending.fingerprint(),
        warnings);
  }

  private LabelledImages standardized(RawImages images, Ending ending) {
    return DataSet.standardized(files.classNames(), images, ending.statistics());
  }
}
