package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.set.Method;
import io.proxynas.experiments.feature.MapPoint;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.SetMaking;
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
final class Distribution extends PaperExperiment {

  Distribution() {
    super(
        "distribution",
        "where synthetic images lie among real ones",
        "The figure of data distributions in Zhao and Bilen, arXiv 2110.04181, section 4.2");
  }

  @Override
  public Selection selection(Scale scale) {
    return new Selection(
        scale == Scale.PAPER ? List.of("cifar10") : scale.dataSets(),
        Selection.by(Method.DC, Method.DSA, Method.DM),
        List.of(scale == Scale.SMOKE ? 1 : 50));
  }

  @Override
  public List<String> columns() {
    return MapTrial.COLUMNS;
  }

  @Override
  List<MapTrial> trials(Workbench bench, DataSet data) {
    WholeData whole = new WholeData(bench, data);
    return bench.selection().condensed().stream()
        .map(spec -> new MapTrial(bench, new SetMaking(bench.sets(data), spec), whole))
        .toList();
  }

  @Override
  String legend() {
    return "Features are the values before the last layer of a network trained on the whole data. Offset:"
        + " the distance of the synthetic images' mean from the real ones', in units of the real images'"
        + " spread, which is the root mean square of their distances to their mean. At random: what as"
        + " many real images drawn at random have on average, 1/√n. Spread: that of the synthetic images"
        + " about their own mean, in the same unit. On the maps (t-SNE) dots are real images and stars"
        + " synthetic ones; who is near whom says something there, distances between groups do not.\n";
  }

  @Override
  String text(Section section) throws IOException {
    StringBuilder text = new StringBuilder(table(section.rows()));
    for (String size : section.rows().stream().map(row -> row.text(SIZE)).distinct().toList()) {
      text.append(maps(section, size));
    }
    return text.toString();
  }

  private static String maps(Section section, String size) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    section.rows().stream()
        .filter(row -> row.text(SIZE).equals(size))
        .forEach(row -> files.putIfAbsent(row.text(METHOD), row.text(MapTrial.POINTS)));
    List<XYChart> charts = new ArrayList<>();
    StringBuilder missing = new StringBuilder();
    for (Map.Entry<String, String> method : files.entrySet()) {
      Path file = section.pictures().folder().resolve(method.getValue());
      if (Files.exists(file)) {
        charts.add(FeatureScatter.chart(method.getKey(), MapPoint.read(file)));
      } else {
        missing.append("%s is not there any more.\n\n".formatted(method.getValue()));
      }
    }
    return charts.isEmpty()
        ? missing.toString()
        : section
                .pictures()
                .show(
                    charts,
                    Pictures.file("distribution-ipc" + size, section.dataSet()),
                    "Features of real images (dots) and %s synthetic ones of each class (stars) on %s"
                        .formatted(size, section.dataSet()))
            + missing;
  }

  private static String table(List<Row> rows) {
    return new MarkdownTable<Row>(2)
        .column("method", row -> row.text(METHOD))
        .column("class", row -> row.text(MapTrial.CLASS))
        .column("ipc", row -> Figures.whole(row.number(SIZE)))
        .column("synthetic", row -> Figures.whole(row.number(MapTrial.SYNTHETIC)))
        .column("offset", row -> Figures.number("%.3f", row.number(MapTrial.OFFSET)))
        .column(
            "at random",
            row -> Figures.number("%.3f", 1 / Math.sqrt(row.number(MapTrial.SYNTHETIC))))
        .column("spread", row -> Figures.number("%.2f", row.number(MapTrial.SPREAD)))
        .text(rows);
  }
}
