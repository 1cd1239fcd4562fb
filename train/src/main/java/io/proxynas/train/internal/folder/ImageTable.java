package io.proxynas.train.internal.folder;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Worded;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.DataException;
import io.proxynas.train.file.Csv;
import io.proxynas.train.file.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Finds images and their classes in a CSV file. A line has an image file, told from the folder of
 * the CSV file, its class and, in all lines or in none, what it is for: {@code train}, {@code val}
 * or {@code test}. The first line is a heading if its first field names no image.
 */
final class ImageTable {

  private static final String ENDING = ".csv";
  private static final CSVFormat FORMAT =
      Csv.FORMAT.builder().setIgnoreEmptyLines(true).setTrim(true).get();

  private final Path csv;
  private final Path folder;

  private ImageTable(Path csv) {
    this.csv = csv;
    folder = Objects.requireNonNull(csv.toAbsolutePath().normalize().getParent());
  }

  /**
   * What a line says.
   *
   * @param number of the line, from 1
   * @param part the word for what the image is for
   */
  private record Line(long number, String image, String label, String part) {}

  /** Whether a path is that of a CSV file, by its name. */
  static boolean isTable(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(ENDING);
  }

  /**
   * Lists the files.
   *
   * @param splitSeed decides which are the test part, where none is given
   * @throws DataException if a line is not of this form, if an image is not there or is named
   *     twice, if there are fewer than two classes, or if a part has no image of a class
   */
  static ImageFiles list(Path csv, Seed splitSeed) {
    return new ImageTable(csv).files(splitSeed);
  }

  private ImageFiles files(Seed splitSeed) {
    List<Line> lines = lines();
    List<String> classNames = lines.stream().map(Line::label).distinct().sorted().toList();
    if (classNames.size() < 2) {
      throw new DataException(
          "%s must have at least 2 classes in its second column, but has %s"
              .formatted(csv, Shown.of(classNames)));
    }
    Map<Part, List<LabelledFile>> given = parts(lines, classNames);
    requireEveryClass(given, classNames);
    String file = csv.getFileName().toString();
    String name = file.substring(0, file.length() - ENDING.length());
    return ImageFiles.of(new ImageFiles.Source(csv, folder, name), classNames, given, splitSeed);
  }

  private List<Line> lines() {
    try (CSVParser parser = FORMAT.parse(new StringReader(text()))) {
      List<Line> lines = new ArrayList<>();
      int fields = 0;
      for (CSVRecord record : parser) {
        boolean first = fields == 0;
        fields = first ? record.size() : fields;
        Line line = line(record, fields, parser.getCurrentLineNumber());
        if (!first || FolderListing.isImage(line.image()) || file(line.image(), 0).isPresent()) {
          lines.add(line);
        }
      }
      return lines;
    } catch (IOException e) {
      throw DataException.unreadable(csv, e);
    } catch (UncheckedIOException e) {
      throw DataException.unreadable(csv, e.getCause());
    }
  }

  private String text() {
    try {
      return TextFile.read(csv);
    } catch (IOException e) {
      throw new DataException(e.getMessage(), e); // a sentence with the file
    }
  }

  private Line line(CSVRecord record, int fields, long number) {
    String text = String.join(",", record);
    if (record.size() != fields || fields < 2 || fields > 3) {
      throw new DataException(
          ("line %d of %s must be a file, a comma and a class, and in all lines or in none a comma"
                  + " and one of %s, but was \"%s\"")
              .formatted(number, csv, Worded.words(Part.values()), Shown.of(text)));
    }
    String image = record.get(0);
    String label = record.get(1);
    if (image.isEmpty() || label.isEmpty()) {
      throw new DataException(
          "line %d of %s must have a file and a class, but was \"%s\""
              .formatted(number, csv, Shown.of(text)));
    }
    return new Line(number, image, label, fields == 3 ? record.get(2) : Part.TRAIN.word());
  }

  private Map<Part, List<LabelledFile>> parts(List<Line> lines, List<String> classNames) {
    Map<String, Integer> labels = new HashMap<>();
    classNames.forEach(name -> labels.put(name, labels.size()));
    Map<Part, List<LabelledFile>> parts = new EnumMap<>(Part.class);
    Set<Path> seen = new HashSet<>();
    for (Line line : lines) {
      LabelledFile file =
          file(line.image(), labels.getOrDefault(line.label(), 0))
              .orElseThrow(() -> missing(lines, line));
      if (!seen.add(file.path().normalize())) {
        throw new DataException(
            "%s must name each image once, but line %d names %s again"
                .formatted(csv, line.number(), Shown.of(line.image())));
      }
      parts.computeIfAbsent(part(line), part -> new ArrayList<>()).add(file);
    }
    return parts;
  }

  private Part part(Line line) {
    return Worded.find(Part.values(), line.part())
        .orElseThrow(
            () ->
                new DataException(
                    "the third field of line %d of %s must be one of %s, but was \"%s\""
                        .formatted(
                            line.number(),
                            csv,
                            Worded.words(Part.values()),
                            Shown.of(line.part()))));
  }

  private DataException missing(List<Line> lines, Line first) {
    long count = lines.stream().filter(line -> file(line.image(), 0).isEmpty()).count();
    return new DataException(
        "each file that %s names must be there, but %d of %d are not, the first in line %d: %s"
            .formatted(csv, count, lines.size(), first.number(), place(first.image())));
  }

  /** Of a file that is not there, whose name may be no name of a file. */
  private String place(String image) {
    return folder + "/" + Shown.of(image.replaceFirst("/+$", ""));
  }

  /** The file of that name, if there is one. */
  private Optional<LabelledFile> file(String image, int label) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(folder.resolve(image), BasicFileAttributes.class);
      return found.isRegularFile()
          ? Optional.of(
              new LabelledFile(
                  folder, image, label, found.size(), found.lastModifiedTime().toMillis()))
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void requireEveryClass(Map<Part, List<LabelledFile>> given, List<String> classNames) {
    if (!given.containsKey(Part.TRAIN)) {
      throw new DataException("%s must have training images, but has none".formatted(csv));
    }
    given.forEach(
        (part, files) -> {
          BitSet present = new BitSet();
          files.forEach(file -> present.set(file.label()));
          int missing = present.nextClearBit(0);
          if (missing < classNames.size()) {
            throw new DataException(
                "each part of %s must have an image of each class, but %s has none of class %s"
                    .formatted(csv, part.word(), Shown.of(classNames.get(missing))));
          }
        });
  }
}
