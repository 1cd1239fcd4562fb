package io.proxynas.experiments.paper;

import io.proxynas.condense.Method;
import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.data.DataSet;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Choice.By;
import io.proxynas.experiments.run.Choice.Contestant;
import io.proxynas.experiments.run.Choice.Whole;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetTrial;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.AccuracyBars;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.Published;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The accuracy of networks trained on each method's sets, over data sets and sizes (Zhao and Bilen,
 * arXiv 2110.04181, tables 1 and 2).
 */
final class Accuracy implements Experiment {

  private static final String DATA_SET = "dataset";
  private static final String METHOD = "method";
  private static final String SIZE = "ipc";
  private static final String MEAN = "accuracy";
  private static final String DEVIATION = "deviation";
  private static final String NETWORKS = "networks";
  private static final String EPOCHS = "epochs";
  private static final String ITERATIONS = "iterations";
  private static final String COST = "condensation seconds";

  private static final List<Contestant> ALL =
      Stream.concat(
              Stream.of(
                      Method.RANDOM,
                      Method.HERDING,
                      Method.K_CENTER,
                      Method.FORGETTING,
                      Method.DC,
                      Method.DSA,
                      Method.DM,
                      Method.DMF,
                      Method.NCFM,
                      Method.IDM)
                  .<Contestant>map(By::new),
              Stream.of(new Whole()))
          .toList();

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public String title() {
    return "test accuracy of networks trained on each method's sets";
  }

  @Override
  public String source() {
    return "Tables 1 and 2 of Zhao and Bilen, arXiv 2110.04181";
  }

  @Override
  public Choice choice(Scale scale) {
    List<Integer> sizes = scale == Scale.SMOKE ? List.of(1) : List.of(1, 10, 50);
    return new Choice(scale.dataSets(), ALL, sizes);
  }

  @Override
  public List<String> columns() {
    return List.of(DATA_SET, METHOD, SIZE, MEAN, DEVIATION, NETWORKS, EPOCHS, ITERATIONS, COST);
  }

  @Override
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      for (ProxySpec spec : bench.choice().sets()) {
        SetTrial set = new SetTrial(bench.sets(data), spec, bench.scale().protocol());
        trials.add(new Cell(bench, data.name(), set));
      }
    }
    return trials;
  }

  /** One cell of the paper's table. */
  private record Cell(Workbench bench, String dataSet, SetTrial set) implements Trial {

    private String method() {
      return set.spec() instanceof ProxySpec.Full ? Whole.WORD : set.spec().method();
    }

    private int size() {
      return set.spec() instanceof ProxySpec.Condensed condensed ? condensed.imagesPerClass() : 0;
    }

    @Override
    public String key() {
      return "%s/%s/%d".formatted(dataSet, method(), size());
    }

    @Override
    public Map<String, String> settings() {
      return set.settings();
    }

    @Override
    public List<Effort> efforts() {
      return set.efforts();
    }

    @Override
    public List<Row> run(Steps steps) throws InterruptedException {
      SetTrial.Result result = set.run(bench, steps);
      return List.of(
          Row.of(key())
              .put(DATA_SET, dataSet)
              .put(METHOD, method())
              .put(SIZE, size())
              .put(MEAN, result.accuracies().mean())
              .put(DEVIATION, result.accuracies().standardDeviation())
              .put(NETWORKS, result.accuracies().values().size())
              .put(EPOCHS, result.epochs())
              .put(ITERATIONS, set.iterations().orElse(0))
              .put(COST, result.condensationSeconds())
              .build());
    }
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String dataSet : rows.stream().map(row -> row.text(DATA_SET)).distinct().toList()) {
      List<Row> its = rows.stream().filter(row -> row.text(DATA_SET).equals(dataSet)).toList();
      text.append("## ").append(dataSet).append("\n\n");
      text.append(table(its));
      text.append(
          pictures.show(
              AccuracyBars.chart(its, SIZE, METHOD, MEAN, DEVIATION),
              Pictures.file("accuracy", dataSet),
              "Accuracy by method and images per class on " + dataSet));
    }
    return text
        + "Accuracies on the test images in per cent, mean ± standard deviation over networks on one set;"
        + " differences in points. Condensation in seconds of worker time, when the set was made.\n"
        + Published.LEGEND;
  }

  private static String table(List<Row> rows) {
    MarkdownTable table =
        new MarkdownTable(
            1,
            List.of(
                "method",
                "ipc",
                "measured",
                "published",
                "difference",
                "networks × epochs",
                "iterations",
                "condensation s"));
    for (Row row : rows) {
      Optional<Published> published =
          Published.find("accuracy", row.text(DATA_SET), row.text(METHOD), row.whole(SIZE), "");
      table.add(
          row.text(METHOD),
          row.whole(SIZE) == 0 ? "all" : Figures.whole(row.number(SIZE)),
          Figures.percent(row.number(MEAN), row.number(DEVIATION)),
          published.map(Published::percent).orElse("–"),
          Figures.points(
              published.map(one -> row.number(MEAN) - one.fraction()).orElse(Double.NaN)),
          row.text(NETWORKS) + " × " + Figures.whole(row.number(EPOCHS)),
          row.whole(ITERATIONS) == 0 ? "–" : Figures.whole(row.number(ITERATIONS)),
          row.number(COST) == 0 ? "–" : Figures.seconds(row.number(COST)));
    }
    return table.text();
  }
}
