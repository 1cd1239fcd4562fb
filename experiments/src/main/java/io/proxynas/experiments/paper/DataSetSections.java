package io.proxynas.experiments.paper;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.SetMaking;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of an experiment, a section for each data set. */
final class DataSetSections {

  /** What stands below the heading of a data set. */
  @FunctionalInterface
  interface Section {

    /**
     * Its Markdown.
     *
     * @param rows of the data set, at least one
     */
    String text(String dataSet, List<Row> rows) throws IOException;
  }

  private DataSetSections() {}

  /** The sections, in the order of the data sets' first rows. */
  static String text(List<Row> rows, Section section) throws IOException {
    Map<String, List<Row>> byDataSet =
        rows.stream()
            .collect(groupingBy(row -> row.text(SetMaking.DATA_SET), LinkedHashMap::new, toList()));
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<Row>> each : byDataSet.entrySet()) {
      text.append("## ").append(each.getKey()).append("\n\n");
      text.append(section.text(each.getKey(), each.getValue()));
    }
    return text.toString();
  }
}
