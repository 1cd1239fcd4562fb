package io.proxynas.experiments.show;

import io.proxynas.model.Confusion;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** A confusion matrix as a chart: of the images of each class, what share is taken for which. */
public final class ConfusionMatrix {

  /** Pixels: of a cell, of axes and legend, of a letter of the longest name, and at most. */
  private static final int CELL = 56;

  private static final int BESIDE = 220;
  private static final int LETTER = 8;
  private static final int MOST = 4000;

  /** With more classes, the cells are too small for numbers. */
  private static final int MOST_WITH_VALUES = 25;

  private ConfusionMatrix() {}

  /** A chart in per cent of each row; the first class is the topmost row. */
  public static HeatMapChart chart(Confusion confusion) {
    int classes = confusion.classNames().size();
    int size = Math.min(MOST, BESIDE + longest(confusion) * LETTER + classes * CELL);
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(size)
            .height(size)
            .title("of the images of each class, % taken for which")
            .xAxisTitle("taken for")
            .yAxisTitle("class")
            .build();
    Palette.plain(chart);
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x56, 0xb4, 0xe9)});
    chart.getStyler().setMin(0).setMax(100).setHeatMapValueDecimalPattern("0");
    chart.getStyler().setShowValue(classes <= MOST_WITH_VALUES).setXAxisLabelRotation(90);
    chart.addSeries("share", names(confusion), reversed(names(confusion)), cells(confusion));
    return chart;
  }

  private static int longest(Confusion confusion) {
    return confusion.classNames().stream().mapToInt(String::length).max().orElse(0);
  }

  private static List<String> names(Confusion confusion) {
    return confusion.classNames();
  }

  private static List<String> reversed(List<String> names) {
    List<String> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Column, row from below, and value of each cell. */
  private static List<Number[]> cells(Confusion confusion) {
    int classes = confusion.classNames().size();
    return IntStream.range(0, classes * classes)
        .mapToObj(
            i -> {
              int row = i / classes;
              int column = i % classes;
              long images = Math.max(1, confusion.images(row));
              return new Number[] {
                column, classes - 1 - row, 100.0 * confusion.count(row, column) / images
              };
            })
        .toList();
  }
}
