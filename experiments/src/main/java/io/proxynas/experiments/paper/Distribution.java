package io.proxynas.experiments.paper;

import io.proxynas.condense.Method;
import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.method.Condensers;
import io.proxynas.condense.method.FeatureNetwork;
import io.proxynas.condense.method.Features;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.experiments.feature.Closeness;
import io.proxynas.experiments.feature.FeatureExtractor;
import io.proxynas.experiments.feature.MapPoint;
import io.proxynas.experiments.feature.NeighbourEmbedding;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Choice.By;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.FeatureScatter;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;

/**
 * Where synthetic images lie among the real ones of three classes, by the features of a network
 * trained on the whole data (Zhao and Bilen, arXiv 2110.04181, section 4.2, data distribution): on
 * a map, and as a distance.
 */
final class Distribution implements Experiment {

  private static final String DATA_SET = "dataset";
  private static final String METHOD = "method";
  private static final String SIZE = "ipc";
  private static final String CLASS = "class";
  private static final String REAL = "real images";
  private static final String SYNTHETIC = "synthetic images";
  private static final String OFFSET = "offset";
  private static final String SPREAD = "spread";
  private static final String POINTS = "points";

  /** The classes shown, the first of the data set, as in the paper. */
  private static final int CLASSES = 3;

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
        Stream.of(Method.DC, Method.DSA, Method.DM).<Choice.Contestant>map(By::new).toList(),
        List.of(scale == Scale.SMOKE ? 1 : 50));
  }

  /** Real images of each class on the map. */
  private static int shown(Scale scale) {
    return switch (scale) {
      case SMOKE -> 60;
      case CPU -> 500;
      case PAPER -> 1000;
    };
  }

  @Override
  public List<String> columns() {
    return List.of(DATA_SET, METHOD, SIZE, CLASS, REAL, SYNTHETIC, OFFSET, SPREAD, POINTS);
  }

  @Override
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      WholeData whole = new WholeData(bench, data);
      for (ProxySpec spec : bench.choice().sets()) {
        if (spec instanceof ProxySpec.Condensed condensed) {
          trials.add(new Map2D(bench, new SetMaking(bench.sets(data), spec), condensed, whole));
        }
      }
    }
    return trials;
  }

  /**
   * The network trained on the whole data, which the trials of a data set share. For one thread.
   */
  private static final class WholeData {

    private final FeatureNetwork network;
    private final Seed seed;
    private final String dataSet;
    private @Nullable FeatureExtractor trained;

    WholeData(Workbench bench, DataSet data) {
      network = bench.scale().condensation().features().withKinds(Condensers.augmentation(data));
      seed = bench.seed().child("distribution").child("network");
      dataSet = data.fingerprint();
    }

    Map<String, String> configuration() {
      return network.configuration();
    }

    Effort effort(LabelledImages real) {
      return trained == null
          ? Effort.training(network, real).making("features of " + dataSet)
          : Effort.NONE;
    }

    FeatureExtractor extractor(LabelledImages real, Progress progress) throws InterruptedException {
      FeatureExtractor extractor = trained;
      if (extractor == null) {
        extractor = FeatureExtractor.trained(network, real, seed, progress);
        trained = extractor;
      }
      return extractor;
    }
  }

  /** The map of one set. */
  private record Map2D(Workbench bench, SetMaking making, ProxySpec.Condensed spec, WholeData whole)
      implements Trial {

    @Override
    public String key() {
      return "%s/%s/%d".formatted(dataSet(), spec.method(), spec.imagesPerClass());
    }

    private String dataSet() {
      return making.data().name();
    }

    @Override
    public Map<String, String> settings() {
      Map<String, String> settings = new LinkedHashMap<>(making.settings());
      settings.put("features " + dataSet(), new TreeMap<>(whole.configuration()).toString());
      settings.put(
          "map", "%s, %d real images".formatted(NeighbourEmbedding.PAPER, shown(bench.scale())));
      return settings;
    }

    /** The map itself, which takes seconds, is not told. */
    @Override
    public List<Effort> efforts() {
      return List.of(making.effort(), whole.effort(making.real()));
    }

    @Override
    public List<Row> run(Steps steps) throws InterruptedException {
      LabelledImages synthetic = bench.set(making.sets(), spec, steps.next()).images();
      LabelledImages real = making.real();
      FeatureExtractor extractor = whole.extractor(real, steps.next());
      String file = Pictures.file("points-" + name(spec), dataSet()).replaceAll("png$", "csv");
      Layers layers = new Layers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      List<Row> rows = new ArrayList<>();
      for (int label = 0; label < Math.min(CLASSES, real.classes()); label++) {
        Features ofReal = extractor.of(real.select(real.indicesOf(label)));
        Features ofSynthetic = extractor.of(synthetic.select(synthetic.indicesOf(label)));
        Closeness closeness = Closeness.of(ofReal, ofSynthetic);
        String name = real.classNames().get(label);
        layers.add(MapPoint.Kind.REAL, name, sample(ofReal, label));
        layers.add(MapPoint.Kind.SYNTHETIC, name, ofSynthetic);
        rows.add(
            Row.of(key())
                .put(DATA_SET, dataSet())
                .put(METHOD, spec.method())
                .put(SIZE, spec.imagesPerClass())
                .put(CLASS, name)
                .put(REAL, ofReal.count())
                .put(SYNTHETIC, ofSynthetic.count())
                .put(OFFSET, closeness.offset())
                .put(SPREAD, closeness.spread())
                .put(POINTS, file)
                .build());
      }
      write(layers, bench.folder().resolve(file));
      return rows;
    }

    private void write(Layers layers, Path file) throws InterruptedException {
      double[][] map =
          NeighbourEmbedding.PAPER.of(layers.features(), seed().child("map"), bench.workers());
      try {
        MapPoint.write(layers.points(map), file);
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }

    private Seed seed() {
      return bench.seed().child("distribution");
    }

    /** Some rows, drawn at random: the same real images for every method. */
    private Features sample(Features features, int label) {
      int[] rows = IntStream.range(0, features.count()).toArray();
      int count = Math.min(rows.length, shown(bench.scale()));
      Shuffle.prefix(rows, count, seed().child("shown").child(label).generator());
      float[] values = new float[count * features.size()];
      for (int i = 0; i < count; i++) {
        System.arraycopy(
            features.values(),
            rows[i] * features.size(),
            values,
            i * features.size(),
            features.size());
      }
      return new Features(values, features.size());
    }
  }

  /**
   * Features on the way to a map, group by group.
   *
   * @param kinds of each image
   * @param labels of each image
   * @param groups in their order
   */
  private record Layers(List<MapPoint.Kind> kinds, List<String> labels, List<Features> groups) {

    void add(MapPoint.Kind kind, String label, Features features) {
      for (int i = 0; i < features.count(); i++) {
        kinds.add(kind);
        labels.add(label);
      }
      groups.add(features);
    }

    Features features() {
      int size = groups.get(0).size();
      float[] values = new float[kinds.size() * size];
      int offset = 0;
      for (Features group : groups) {
        System.arraycopy(group.values(), 0, values, offset, group.values().length);
        offset += group.values().length;
      }
      return new Features(values, size);
    }

    List<MapPoint> points(double[][] map) {
      return IntStream.range(0, map.length)
          .mapToObj(i -> new MapPoint(kinds.get(i), labels.get(i), map[i][0], map[i][1]))
          .toList();
    }
  }

  private static String name(ProxySpec.Condensed spec) {
    return "%s-ipc%d".formatted(spec.method(), spec.imagesPerClass());
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String dataSet : rows.stream().map(row -> row.text(DATA_SET)).distinct().toList()) {
      List<Row> its = rows.stream().filter(row -> row.text(DATA_SET).equals(dataSet)).toList();
      text.append("## ").append(dataSet).append("\n\n").append(table(its));
      for (String size : its.stream().map(row -> row.text(SIZE)).distinct().toList()) {
        List<Row> ofSize = its.stream().filter(row -> row.text(SIZE).equals(size)).toList();
        text.append(maps(ofSize, dataSet, size, pictures));
      }
    }
    return text
        + "Features are the values before the last layer of a network trained on the whole data. Offset:"
        + " the distance of the synthetic images' mean from the real ones', in units of the real images'"
        + " spread, which is the root mean square of their distances to their mean. At random: what as"
        + " many real images drawn at random have on average, 1/√n. Spread: that of the synthetic images"
        + " about their own mean, in the same unit. On the maps (t-SNE) dots are real images and stars"
        + " synthetic ones; who is near whom says something there, distances between groups do not.\n";
  }

  private static String maps(List<Row> rows, String dataSet, String size, Pictures pictures)
      throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    rows.forEach(row -> files.putIfAbsent(row.text(METHOD), row.text(POINTS)));
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
          row.text(CLASS),
          Figures.whole(row.number(SIZE)),
          Figures.whole(row.number(SYNTHETIC)),
          Figures.number("%.3f", row.number(OFFSET)),
          Figures.number("%.3f", 1 / Math.sqrt(row.number(SYNTHETIC))),
          Figures.number("%.2f", row.number(SPREAD)));
    }
    return table.text();
  }
}
