package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.DATA_SET;
import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.preset.StandardNetwork;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Protocol;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetTrial;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.AccuracyBars;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.Published;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sets condensed with one architecture and tested on others (Zhao and Bilen, arXiv 2110.04181,
 * section 4.2, cross-architecture generalisation). Gradient matching condenses with the scale's own
 * network only, as there; random sets are condensed with none.
 */
final class CrossArchitecture implements Experiment {

  private static final String NAME = "cross-architecture";
  private static final String CONDENSED = "condensed with";
  private static final String TESTED = "tested on";
  private static final String NOTHING = "–";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "sets condensed with one architecture, tested on others";
  }

  @Override
  public String source() {
    return "The cross-architecture table of Zhao and Bilen, arXiv 2110.04181";
  }

  @Override
  public Choice choice(Scale scale) {
    int size =
        switch (scale) {
          case SMOKE -> 1;
          case CPU -> 10;
          case PAPER -> 50;
        };
    return new Choice(
        scale.dataSets(), Choice.by(Method.RANDOM, Method.DSA, Method.DM), List.of(size));
  }

  /** The architectures that embed. */
  private static List<StandardNetwork> condensing(Scale scale) {
    return switch (scale) {
      case SMOKE -> List.of(scale.network(), StandardNetwork.MLP);
      case CPU -> List.of(scale.network(), StandardNetwork.CONVNET_BN_W32, StandardNetwork.MLP);
      case PAPER -> tested(scale);
    };
  }

  /** The architectures that are trained on the sets. */
  private static List<StandardNetwork> tested(Scale scale) {
    return scale == Scale.SMOKE
        ? List.of(StandardNetwork.MLP, StandardNetwork.LENET, scale.network())
        : List.of(
            StandardNetwork.MLP,
            StandardNetwork.LENET,
            scale.network(),
            scale == Scale.CPU ? StandardNetwork.CONVNET_BN_W32 : StandardNetwork.CONVNET_BN,
            StandardNetwork.ALEXNET,
            StandardNetwork.VGG11,
            StandardNetwork.RESNET18);
  }

  @Override
  public List<String> columns() {
    return LabelledSet.columns(CONDENSED, TESTED);
  }

  @Override
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      for (ProxySpec.Condensed spec : bench.choice().condensed()) {
        for (Making making : makings(spec.by(), bench.scale())) {
          for (StandardNetwork tested : tested(bench.scale())) {
            trials.add(trial(bench, data, spec, making, tested));
          }
        }
      }
    }
    return trials;
  }

  /**
   * How a set is made.
   *
   * @param word of the network, for the row
   * @param settings with that network
   */
  private record Making(String word, CondensationSettings settings) {}

  /** One for each network that the method condenses with. */
  private static List<Making> makings(Method method, Scale scale) {
    CondensationSettings settings = scale.condensation();
    return settings
        .matching(method)
        .map(
            matching ->
                condensing(scale).stream()
                    .map(
                        network ->
                            new Making(
                                network.word(),
                                settings.withMatching(
                                    method,
                                    matching.withEmbeddings(
                                        RandomNetworks.of(network.architecture())))))
                    .toList())
        .orElseGet(
            () ->
                settings.iterations(method, 1).isPresent()
                    ? List.of(new Making(scale.network().word(), settings))
                    : List.of(new Making(NOTHING, settings)));
  }

  private static Trial trial(
      Workbench bench, DataSet data, ProxySpec spec, Making making, StandardNetwork tested) {
    Protocol protocol = protocol(bench.scale(), tested).withNetwork(tested);
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put(CONDENSED, making.word());
    conditions.put(TESTED, tested.word());
    return new LabelledSet(
        bench, new SetTrial(bench.sets(data, making.settings()), spec, protocol), conditions);
  }

  /**
   * On two cores networks are trained for less long than elsewhere, and those that cost a hundred
   * times as much as the scale's own for a third of that.
   */
  private static Protocol protocol(Scale scale, StandardNetwork tested) {
    if (scale != Scale.CPU) {
      return scale.protocol();
    }
    boolean large =
        EnumSet.of(StandardNetwork.ALEXNET, StandardNetwork.VGG11, StandardNetwork.RESNET18)
            .contains(tested);
    return scale.protocol().withNetworks(2).withLength(new Protocol.Updates(large ? 100 : 300));
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return DataSetSections.text(rows, (dataSet, its) -> section(dataSet, its, pictures))
        + MeasuredTable.LEGEND;
  }

  private static String section(String dataSet, List<Row> rows, Pictures pictures)
      throws IOException {
    String measured =
        "Rows: method, images per class, network that condensed; columns: network that was trained.\n\n"
            + matrix(rows)
            + pictures.show(
                AccuracyBars.chart("tested on", rows.stream().map(CrossArchitecture::bar).toList()),
                Pictures.file(NAME, dataSet),
                "Accuracy by network tested on " + dataSet);
    List<Row> published = rows.stream().filter(row -> published(row).isPresent()).toList();
    return published.isEmpty()
        ? measured
        : measured
            + "Beside published figures:\n\n"
            + new MeasuredTable(
                    List.of(METHOD, SIZE, CONDENSED, TESTED), CrossArchitecture::published)
                .text(published);
  }

  private static String matrix(List<Row> rows) {
    List<String> tested = rows.stream().map(row -> row.text(TESTED)).distinct().toList();
    MarkdownTable table =
        new MarkdownTable(1, Stream.concat(Stream.of("set"), tested.stream()).toList());
    for (String set : rows.stream().map(CrossArchitecture::set).distinct().toList()) {
      List<String> cells = new ArrayList<>(List.of(set));
      for (String network : tested) {
        cells.add(
            rows.stream()
                .filter(row -> set(row).equals(set) && row.text(TESTED).equals(network))
                .map(
                    row ->
                        Figures.percent(
                            row.number(LabelledSet.ACCURACY), row.number(LabelledSet.DEVIATION)))
                .findFirst()
                .orElse(NOTHING));
      }
      table.add(cells);
    }
    return table.text();
  }

  private static String set(Row row) {
    String made = "%s-ipc%s".formatted(row.text(METHOD), row.text(SIZE));
    return row.text(CONDENSED).equals(NOTHING) ? made : made + " with " + row.text(CONDENSED);
  }

  /** The published figures are of sets condensed with the ConvNet. */
  private static Optional<Published> published(Row row) {
    return row.text(CONDENSED).equals(StandardNetwork.CONVNET.word())
        ? Published.find(
            NAME, row.text(DATA_SET), row.text(METHOD), row.whole(SIZE), row.text(TESTED))
        : Optional.empty();
  }

  private static AccuracyBars.Bar bar(Row row) {
    return MeasuredTable.bar(row, row.text(TESTED), set(row));
  }
}
