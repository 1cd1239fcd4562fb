package io.proxynas.experiments.paper;

import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.LabelledSet;
import java.util.Comparator;
import java.util.List;

/**
 * Accuracy over seconds of condensation.
 *
 * @param points by seconds; those whose seconds are not known are left out
 */
record TimeCurve(List<Point> points) {

  /**
   * One set.
   *
   * @param seconds of worker time
   * @param accuracy a fraction
   */
  record Point(double seconds, double accuracy) {}

  TimeCurve {
    points =
        points.stream()
            .filter(point -> !Double.isNaN(point.seconds()))
            .sorted(Comparator.comparingDouble(Point::seconds))
            .toList();
  }

  /** Of the rows of one method. */
  static TimeCurve of(List<Row> rows) {
    return new TimeCurve(
        rows.stream()
            .map(row -> new Point(row.number(LabelledSet.COST), row.number(LabelledSet.ACCURACY)))
            .toList());
  }

  /** Whether there is no point whose seconds are known. */
  boolean isEmpty() {
    return points.isEmpty();
  }

  /** The seconds of the last point. */
  double longest() {
    return points.get(points.size() - 1).seconds();
  }

  /**
   * When an accuracy is first reached, linear between points; the first point's seconds if that has
   * it, NaN if none has.
   */
  double secondsTo(double accuracy) {
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point.accuracy() >= accuracy) {
        return i == 0 ? point.seconds() : between(points.get(i - 1), point, accuracy);
      }
    }
    return Double.NaN;
  }

  private static double between(Point below, Point above, double accuracy) {
    double share = (accuracy - below.accuracy()) / (above.accuracy() - below.accuracy());
    return below.seconds() + share * (above.seconds() - below.seconds());
  }
}
