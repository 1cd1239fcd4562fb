package io.proxynas.cli.text;

import io.proxynas.model.Confusion;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a saved network takes images for. */
public final class ConfusionText {

  /** A matrix of more classes is wider than a terminal. */
  private static final int WIDEST = 20;

  private static final int SHOWN = 10;
  private static final int LONGEST_NAME = 30;

  private ConfusionText() {}

  /**
   * All of it.
   *
   * @param images which, as in "the 15 test images of photos"
   * @param picture of the matrix, if it is there
   */
  public static String finished(
      String architecture, String images, Confusion confusion, Optional<Path> picture) {
    StringBuilder text =
        new StringBuilder(
            Format.text(
                "%s on %s%n  accuracy  %s%n%n", architecture, images, share(confusion.accuracy())));
    text.append(classes(confusion));
    text.append(
        confusion.classNames().size() <= WIDEST ? matrix(confusion) : mostFrequent(confusion));
    picture.ifPresent(file -> text.append(Format.text("%nThe matrix as a picture: %s%n", file)));
    return text.toString();
  }

  private static String share(double fraction) {
    return Double.isNaN(fraction) ? "-" : Format.percent(fraction);
  }

  private static String row(Confusion confusion, int c) {
    String name = confusion.classNames().get(c).replaceAll("\\p{Cntrl}", " ");
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
    int width =
        confusion.classNames().stream()
            .mapToInt(n -> Math.min(n.length(), LONGEST_NAME))
            .max()
            .orElse(0);
    return Format.text("  %3d %-" + Math.max(width, 5) + "s", c + 1, shown);
  }

  private static String blank(Confusion confusion, String heading) {
    String pattern = "%-" + row(confusion, 0).length() + "s";
    return Format.text(pattern, heading);
  }

  private static String classes(Confusion confusion) {
    StringBuilder text = new StringBuilder(blank(confusion, "      class"));
    text.append(Format.text("  %7s  %8s  %9s%n", "images", "recall", "precision"));
    for (int c = 0; c < confusion.classNames().size(); c++) {
      text.append(row(confusion, c))
          .append(
              Format.text(
                  "  %,7d  %8s  %9s%n",
                  confusion.images(c), share(confusion.recall(c)), share(confusion.precision(c))));
    }
    return text.append(
            Format.text(
                "Recall is the share of a class that is taken for it, precision the share of those"
                    + " taken for a class that are of it.%n"))
        .toString();
  }

  private static String matrix(Confusion confusion) {
    int classes = confusion.classNames().size();
    StringBuilder text =
        new StringBuilder(
            Format.text(
                "%nConfusion matrix: how many images of each class (row) are taken for which"
                    + " (column)%n"));
    text.append(blank(confusion, ""));
    IntStream.rangeClosed(1, classes).forEach(c -> text.append(Format.text(" %6d", c)));
    text.append(Format.text("%n"));
    for (int of = 0; of < classes; of++) {
      text.append(row(confusion, of));
      for (int as = 0; as < classes; as++) {
        text.append(Format.text(" %6d", confusion.count(of, as)));
      }
      text.append(Format.text("%n"));
    }
    return text.toString();
  }

  private record Mistake(String of, String as, long count) {}

  private static String mostFrequent(Confusion confusion) {
    int classes = confusion.classNames().size();
    List<Mistake> mistakes =
        IntStream.range(0, classes * classes)
            .filter(i -> i / classes != i % classes)
            .mapToObj(
                i ->
                    new Mistake(
                        confusion.classNames().get(i / classes),
                        confusion.classNames().get(i % classes),
                        confusion.count(i / classes, i % classes)))
            .filter(mistake -> mistake.count > 0)
            .sorted(Comparator.comparingLong(mistake -> -mistake.count))
            .limit(SHOWN)
            .toList();
    StringBuilder text = new StringBuilder(Format.text("%nMost often mistaken%n"));
    for (Mistake mistake : mistakes) {
      text.append(Format.text("  %,6d  %s for %s%n", mistake.count, mistake.of, mistake.as));
    }
    return text.toString();
  }
}
