package io.proxynas.train.file;

import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** Comma-separated values: quoted as in RFC 4180, but each line ends with a line feed alone. */
public final class Csv {

  /** Reads what {@link #line} writes. */
  public static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private Csv() {}

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
