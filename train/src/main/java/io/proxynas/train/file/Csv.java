package io.proxynas.train.file;

import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Comma-separated values: quoted as in RFC 4180, but each line ends with a line feed alone. */
public final class Csv {

  /** Reads what {@link #line} writes. */
  public static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private Csv() {}

  /**
   * What a text says.
   *
   * @param columns the names of the first line, where the format has it as a header; else none
   * @param records the lines, or those after the header
   */
  public record Table(List<String> columns, List<CSVRecord> records) {}

  /**
   * Reads a file.
   *
   * @throws IOException with one sentence if it cannot be read or is none of the format
   */
  public static Table read(Path file, CSVFormat format) throws IOException {
    return parsed(file.toString(), TextFile.read(file), format);
  }

  /**
   * Reads a text.
   *
   * @param from names it in messages
   * @throws IOException with one sentence if it is none of the format
   */
  public static Table parsed(String from, String text, CSVFormat format) throws IOException {
    try (CSVParser parser = CSVParser.parse(text, format)) {
      List<String> columns = format.getHeader() == null ? List.of() : parser.getHeaderNames();
      return new Table(columns, parser.getRecords());
    } catch (UncheckedIOException e) {
      throw damaged(from, e.getCause());
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(from, e);
    }
  }

  private static IOException damaged(String from, Exception e) {
    return new WrongFileException(
        "%s must be comma-separated values, but is not: %s"
            .formatted(
                from, Shown.of(String.valueOf(e.getMessage()).replaceFirst(" If this .*", ""))),
        e);
  }

  /**
   * One line, its line feed included.
   *
   * @param fields of which null and a number that is not finite are empty; a number has as many
   *     digits as tell it apart from every other
   */
  public static String line(@Nullable Object... fields) {
    return FORMAT.format(Arrays.stream(fields).map(Csv::known).toArray()) + "\n";
  }

  private static @Nullable Object known(@Nullable Object field) {
    return field instanceof Double number && !Double.isFinite(number) ? null : field;
  }
}
