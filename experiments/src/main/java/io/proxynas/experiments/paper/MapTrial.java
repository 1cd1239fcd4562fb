package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.DATA_SET;
import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.coreset.Features;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.experiments.feature.Closeness;
import io.proxynas.experiments.feature.FeatureExtractor;
import io.proxynas.experiments.feature.MapPoint;
import io.proxynas.experiments.feature.MapPoint.Kind;
import io.proxynas.experiments.feature.NeighbourEmbedding;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The map of one set among real images, as a file of points, and its closeness, a row a class.
 *
 * @param bench to work with
 * @param making of the set
 * @param whole gives the features
 */
record MapTrial(Workbench bench, SetMaking making, WholeData whole) implements Trial {

  static final String CLASS = "class";
  static final String REAL = "real images";
  static final String SYNTHETIC = "synthetic images";
  static final String OFFSET = "offset";
  static final String SPREAD = "spread";
  static final String POINTS = "points";

  static final List<String> COLUMNS =
      List.of(DATA_SET, METHOD, SIZE, CLASS, REAL, SYNTHETIC, OFFSET, SPREAD, POINTS);

  /** The classes shown, the first of the data set. */
  private static final int CLASSES = 3;

  /** Real images of each class on the map. */
  private static int shown(Scale scale) {
    return scale.pick(60, 500, 1000);
  }

  @Override
  public String key() {
    return String.join("/", making.labels().values());
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

  /** Images of one kind and class on the way to the map. */
  private record Group(Kind kind, String label, Features features) {}

  @Override
  public List<Row> run(Steps steps) throws InterruptedException {
    LabelledImages synthetic = making.make(bench, steps.next()).images();
    LabelledImages real = making.real();
    FeatureExtractor extractor = whole.extractor(real, steps.next());
    String file =
        Pictures.file("points-" + making.spec().name(), dataSet()).replaceAll("png$", "csv");
    List<Group> groups = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int label = 0; label < Math.min(CLASSES, real.classes()); label++) {
      Features ofReal = extractor.of(real.select(real.indicesOf(label)));
      Features ofSynthetic = extractor.of(synthetic.select(synthetic.indicesOf(label)));
      String name = real.classNames().get(label);
      groups.add(new Group(Kind.REAL, name, sample(ofReal, label)));
      groups.add(new Group(Kind.SYNTHETIC, name, ofSynthetic));
      Closeness closeness = Closeness.of(ofReal, ofSynthetic);
      Row.Builder row = Row.of(key());
      making.labels().forEach(row::put);
      rows.add(
          row.put(CLASS, name)
              .put(REAL, ofReal.count())
              .put(SYNTHETIC, ofSynthetic.count())
              .put(OFFSET, closeness.offset())
              .put(SPREAD, closeness.spread())
              .put(POINTS, file)
              .build());
    }
    write(groups, bench.folder().resolve(file));
    return rows;
  }

  private void write(List<Group> groups, Path file) throws InterruptedException {
    Features all = groups.stream().map(Group::features).reduce(Features::and).orElseThrow();
    double[][] map = NeighbourEmbedding.PAPER.of(all, seed().child("map"), bench.workers());
    List<MapPoint> points = new ArrayList<>();
    for (Group group : groups) {
      for (int i = 0; i < group.features().count(); i++) {
        double[] at = map[points.size()];
        points.add(new MapPoint(group.kind(), group.label(), at[0], at[1]));
      }
    }
    try {
      MapPoint.write(points, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Seed seed() {
    return bench.seed().child("distribution");
  }

  /** Some of the real images, drawn at random: the same for every method. */
  private Features sample(Features features, int label) {
    int[] rows = IntStream.range(0, features.count()).toArray();
    int count = Math.min(rows.length, shown(bench.scale()));
    Shuffle.prefix(rows, count, seed().child("shown").child(label).generator());
    return features.select(Arrays.copyOf(rows, count));
  }
}
