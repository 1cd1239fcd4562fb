package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.feature.MapPoint;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.FeatureScatter;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/**
 * Where synthetic images lie among the real ones of three classes, by the features of a network
 * trained on the whole data (Zhao and Bilen, arXiv 2110.04181, section 4.2, data distribution): on
 * a map, and as a distance.
 */
final class Distribution implements Experiment {

  @Override
  public String name() {
    return "distribution";
  }

  @Override
  public String title() {
    return "where synthetic images lie among real ones";
  }

  @Override
  public String source() {
    return "The figure of data distributions in Zhao and Bilen, arXiv 2110.04181, section 4.2";
  }

  @Override
  public Choice choice(Scale scale) {
    return new Choice(
        scale == Scale.PAPER ? List.of("cifar10") : scale.dataSets(),
        Choice.by(Method.DC, Method.DSA, Method.DM),
        List.of(scale == Scale.SMOKE ? 1 : 50));
  }

  @Override
  public List<String> columns() {
    return MapTrial.COLUMNS;
  }

  @Override
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      WholeData whole = new WholeData(bench, data);
      for (ProxySpec spec : bench.choice().condensed()) {
        trials.add(new MapTrial(bench, new SetMaking(bench.sets(data), spec), whole));
      }
    }
    return trials;
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return DataSetSections.text(rows, (dataSet, its) -> section(dataSet, its, pictures))
        + "Features are the values before the last layer of a network trained on the whole data. Offset:"
        + " the distance of the synthetic images' mean from the real ones', in units of the real images'"
        + " spread, which is the root mean square of their distances to their mean. At random: what as"
        + " many real images drawn at random have on average, 1/√n. Spread: that of the synthetic images"
        + " about their own mean, in the same unit. On the maps (t-SNE) dots are real images and stars"
        + " synthetic ones; who is near whom says something there, distances between groups do not.\n";
  }

  private static String section(String dataSet, List<Row> rows, Pictures pictures)
      throws IOException {
    StringBuilder text = new StringBuilder(table(rows));
    for (String size : rows.stream().map(row -> row.text(SIZE)).distinct().toList()) {
      List<Row> ofSize = rows.stream().filter(row -> row.text(SIZE).equals(size)).toList();
      text.append(maps(ofSize, dataSet, size, pictures));
    }
    return text.toString();
  }

  private static String maps(List<Row> rows, String dataSet, String size, Pictures pictures)
      throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    rows.forEach(row -> files.putIfAbsent(row.text(METHOD), row.text(MapTrial.POINTS)));
    List<XYChart> charts = new ArrayList<>();
    StringBuilder missing = new StringBuilder();
    for (Map.Entry<String, String> method : files.entrySet()) {
      Path file = pictures.folder().resolve(method.getValue());
      if (Files.exists(file)) {
        charts.add(FeatureScatter.chart(method.getKey(), MapPoint.read(file)));
      } else {
        missing.append("%s is not there any more.\n\n".formatted(method.getValue()));
      }
    }
    return charts.isEmpty()
        ? missing.toString()
        : pictures.show(
                charts,
                Pictures.file("distribution-ipc" + size, dataSet),
                "Features of real images (dots) and %s synthetic ones of each class (stars) on %s"
                    .formatted(size, dataSet))
            + missing;
  }

  private static String table(List<Row> rows) {
    MarkdownTable table =
        new MarkdownTable(
            2, List.of("method", "class", "ipc", "synthetic", "offset", "at random", "spread"));
    for (Row row : rows) {
      table.add(
          row.text(METHOD),
          row.text(MapTrial.CLASS),
          Figures.whole(row.number(SIZE)),
          Figures.whole(row.number(MapTrial.SYNTHETIC)),
          Figures.number("%.3f", row.number(MapTrial.OFFSET)),
          Figures.number("%.3f", 1 / Math.sqrt(row.number(MapTrial.SYNTHETIC))),
          Figures.number("%.2f", row.number(MapTrial.SPREAD)));
    }
    return table.text();
  }
}
