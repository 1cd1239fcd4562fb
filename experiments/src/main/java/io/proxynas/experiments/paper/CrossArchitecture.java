package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.preset.StandardNetwork;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Protocol;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Published;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets condensed with one architecture and tested on others (Zhao and Bilen, arXiv 2110.04181,
 * section 4.2, cross-architecture generalisation). Gradient matching condenses with the scale's own
 * network only, as there; random sets are condensed with none.
 */
final class CrossArchitecture extends PaperExperiment {

  private static final String CONDENSED = "condensed with";
  private static final String TESTED = "tested on";
  private static final String NOTHING = "–";

  CrossArchitecture() {
    super(
        "cross-architecture",
        "sets condensed with one architecture, tested on others",
        "The cross-architecture table of Zhao and Bilen, arXiv 2110.04181");
  }

  @Override
  public Selection selection(Scale scale) {
    return new Selection(
        scale.dataSets(),
        Selection.by(Method.RANDOM, Method.DSA, Method.DM),
        List.of(scale.pick(1, 10, 50)));
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
  List<LabelledSet> trials(Workbench bench, DataSet data) {
    List<LabelledSet> trials = new ArrayList<>();
    for (ProxySpec.Condensed spec : bench.selection().condensed()) {
      for (Making making : makings(spec.by(), bench.scale())) {
        SetMaking set = new SetMaking(bench.sets(data, making.settings()), spec);
        for (StandardNetwork tested : tested(bench.scale())) {
          Map<String, String> conditions = new LinkedHashMap<>();
          conditions.put(CONDENSED, making.word());
          conditions.put(TESTED, tested.word());
          trials.add(new LabelledSet(bench, set, protocol(bench.scale(), tested), conditions));
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

  /**
   * On two cores networks are trained for less long than elsewhere, and those that cost a hundred
   * times as much as the scale's own for a third of that.
   */
  private static Protocol protocol(Scale scale, StandardNetwork tested) {
    Protocol protocol = scale.protocol().withNetwork(tested);
    if (scale != Scale.CPU) {
      return protocol;
    }
    boolean large =
        EnumSet.of(StandardNetwork.ALEXNET, StandardNetwork.VGG11, StandardNetwork.RESNET18)
            .contains(tested);
    return protocol.withNetworks(2).withLength(new Protocol.Updates(large ? 100 : 300));
  }

  @Override
  String text(Section section) throws IOException {
    String measured =
        "Rows: method, images per class, network that condensed; columns: network that was trained.\n\n"
            + matrix(section.rows())
            + section.bars(
                "tested on", row -> row.text(TESTED), CrossArchitecture::set, "by network tested");
    List<Row> published =
        section.rows().stream().filter(row -> published(section, row).isPresent()).toList();
    return published.isEmpty()
        ? measured
        : measured
            + "Beside published figures:\n\n"
            + new MeasuredTable(
                    List.of(METHOD, SIZE, CONDENSED, TESTED), row -> published(section, row))
                .text(published);
  }

  private static String matrix(List<Row> rows) {
    MarkdownTable<String> table = new MarkdownTable<String>(1).column("set", set -> set);
    rows.stream()
        .map(row -> row.text(TESTED))
        .distinct()
        .forEach(network -> table.column(network, set -> accuracy(rows, set, network)));
    return table.text(rows.stream().map(CrossArchitecture::set).distinct().toList());
  }

  private static String accuracy(List<Row> rows, String set, String network) {
    return rows.stream()
        .filter(row -> set(row).equals(set) && row.text(TESTED).equals(network))
        .map(MeasuredTable::accuracy)
        .findFirst()
        .orElse(NOTHING);
  }

  private static String set(Row row) {
    String made = MeasuredTable.set(row);
    return row.text(CONDENSED).equals(NOTHING) ? made : made + " with " + row.text(CONDENSED);
  }

  /** The published figures are of sets condensed with the ConvNet. */
  private static Optional<Published> published(Section section, Row row) {
    return row.text(CONDENSED).equals(StandardNetwork.CONVNET.word())
        ? section.published(row, row.text(TESTED))
        : Optional.empty();
  }
}
