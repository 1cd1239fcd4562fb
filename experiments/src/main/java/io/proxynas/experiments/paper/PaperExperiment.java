package io.proxynas.experiments.paper;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment that goes data set by data set, in its trials and in what it shows. A subclass says
 * what differs from the others.
 */
abstract class PaperExperiment implements Experiment {

  private final String name;
  private final String title;
  private final String source;

  PaperExperiment(String name, String title, String source) {
    this.name = name;
    this.title = title;
    this.source = source;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String title() {
    return title;
  }

  @Override
  public final String source() {
    return source;
  }

  @Override
  public List<String> columns() {
    return LabelledSet.columns();
  }

  @Override
  public final List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      trials.addAll(trials(bench, data));
    }
    return trials;
  }

  /** The trials of one data set, in their order. */
  abstract List<? extends Trial> trials(Workbench bench, DataSet data);

  /** A section for each data set, in the order of their first rows, and the legend. */
  @Override
  public final String present(List<Row> rows, Pictures pictures) throws IOException {
    Map<String, List<Row>> byDataSet =
        rows.stream()
            .collect(groupingBy(row -> row.text(SetMaking.DATA_SET), LinkedHashMap::new, toList()));
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<Row>> each : byDataSet.entrySet()) {
      text.append("## ").append(each.getKey()).append("\n\n");
      text.append(text(new Section(name, each.getKey(), each.getValue(), pictures)));
    }
    return text.append(legend()).toString();
  }

  /** The Markdown below the heading of a data set. */
  abstract String text(Section section) throws IOException;

  /** What stands below all sections. */
  String legend() {
    return MeasuredTable.LEGEND;
  }
}
