package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.embed.Embeddings;
import io.proxynas.condense.embed.MixedEmbeddings;
import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.embed.TrainedNetworks;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.method.DistributionMatching;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.eval.preset.StandardNetwork;
import io.proxynas.experiments.Accuracies;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Distribution matching by fresh networks, by pools of trained ones of different accuracies, and by
 * mixtures (Zhao and Bilen, arXiv 2110.04181, section 4.3, networks with different performances).
 */
final class EmbeddingNetworks extends PaperExperiment {

  private static final String NETWORKS = "embedding networks";
  private static final String THEIR_ACCURACY = "embedding accuracy";

  EmbeddingNetworks() {
    super(
        "embedding",
        "fresh against trained embedding networks, by their accuracy, and mixtures",
        "The table of networks with different performances in Zhao and Bilen, arXiv 2110.04181");
  }

  @Override
  public Selection selection(Scale scale) {
    return new Selection(scale.dataSets(), List.of(), List.of(scale.pick(1, 10, 50)));
  }

  /**
   * How pools are trained.
   *
   * @param networks in each pool
   * @param recipes one for each pool, from little to much training
   */
  private record Pools(int networks, List<Recipe> recipes) {

    /** Small learning rates give the low accuracies, which an epoch at the usual one is past. */
    static Pools of(Scale scale) {
      Recipe least = recipe(1, 1e-4);
      Recipe little = recipe(1, 1e-3);
      Recipe usual = recipe(1, 0.01);
      return scale.pick(
          new Pools(1, List.of(usual)),
          new Pools(5, List.of(least, little, usual, recipe(5, 0.01))),
          new Pools(20, List.of(least, little, usual, recipe(5, 0.01), recipe(50, 0.01))));
    }

    private static Recipe recipe(int epochs, double rate) {
      return new Recipe(epochs, 64, rate, 0.9, 5e-4, Optional.empty());
    }
  }

  /**
   * Embeddings under their name.
   *
   * @param word of the row
   * @param embeddings for the condensation
   * @param training of its networks, if all are trained alike
   */
  private record Group(String word, Embeddings embeddings, Optional<Recipe> training) {}

  private static List<Group> groups(Scale scale) {
    Architecture own = scale.network().architecture();
    Group fresh = new Group("fresh", RandomNetworks.of(own), Optional.empty());
    List<Group> groups = new ArrayList<>(List.of(fresh));
    Pools pools = Pools.of(scale);
    for (Recipe recipe : pools.recipes()) {
      groups.add(
          new Group(
              "trained, epochs %d, rate %s".formatted(recipe.epochs(), recipe.learningRate()),
              new TrainedNetworks(List.of(own), pools.networks(), recipe, 1),
              Optional.of(recipe)));
    }
    groups.add(
        new Group(
            "fresh and trained, mixed",
            new MixedEmbeddings(groups.stream().map(Group::embeddings).toList()),
            Optional.empty()));
    groups.add(
        new Group("fresh of several kinds", new RandomNetworks(kinds(scale)), Optional.empty()));
    return groups;
  }

  /** Networks with each normalisation that is not over the batch, and the two smallest others. */
  private static List<Architecture> kinds(Scale scale) {
    int width = scale == Scale.PAPER ? 128 : 32;
    Stream<Architecture> convNets =
        Stream.of(
                ConvNet.Normalization.INSTANCE,
                ConvNet.Normalization.LAYER,
                ConvNet.Normalization.GROUP,
                ConvNet.Normalization.NONE)
            .map(
                normalization ->
                    new ConvNet(
                        3, width, ConvNet.Activation.RELU, normalization, ConvNet.Pooling.AVERAGE));
    return Stream.concat(
            convNets,
            Stream.of(StandardNetwork.MLP, StandardNetwork.LENET)
                .map(StandardNetwork::architecture))
        .toList();
  }

  @Override
  public List<String> columns() {
    return Stream.concat(LabelledSet.columns(NETWORKS).stream(), Stream.of(THEIR_ACCURACY))
        .toList();
  }

  @Override
  List<Embedded> trials(Workbench bench, DataSet data) {
    return bench.selection().imagesPerClass().stream()
        .flatMap(size -> groups(bench.scale()).stream().map(g -> trial(bench, data, size, g)))
        .toList();
  }

  private static Embedded trial(Workbench bench, DataSet data, int size, Group group) {
    CondensationSettings settings = bench.scale().condensation();
    DistributionMatching.Settings matching = settings.distributionMatching();
    ProxySets sets =
        bench.sets(
            data, settings.withMatching(Method.DM, matching.withEmbeddings(group.embeddings())));
    LabelledSet set =
        new LabelledSet(
            bench,
            new SetMaking(sets, new ProxySpec.Condensed(Method.DM, size)),
            bench.scale().protocol(),
            Map.of(NETWORKS, group.word()));
    return new Embedded(set, group.training());
  }

  /**
   * A set, and the accuracy of a network that is trained as those that embedded it.
   *
   * @param set of the group
   * @param training of the network; none if they are not all trained alike
   */
  private record Embedded(LabelledSet set, Optional<Recipe> training) implements Trial {

    @Override
    public String key() {
      return set.key();
    }

    @Override
    public Map<String, String> settings() {
      return set.settings();
    }

    @Override
    public List<Effort> efforts() {
      return Stream.concat(set.efforts().stream(), Stream.of(own())).toList();
    }

    private Effort own() {
      return training
          .map(recipe -> Effort.of(accuracy(recipe), set.making().real().size(), scored()))
          .orElse(Effort.NONE);
    }

    private LabelledImages scored() {
      return set.bench().scored(set.making().data());
    }

    private ProxyAccuracy accuracy(Recipe recipe) {
      Workbench bench = set.bench();
      return new ProxyAccuracy(
          bench.scale().network().architecture(),
          recipe,
          1,
          bench.workers(),
          bench.seed().child("embedding"));
    }

    @Override
    public List<Row> run(Steps steps) throws InterruptedException {
      Row.Builder row = set.measured(steps);
      double accuracy = Double.NaN;
      if (training.isPresent()) {
        Accuracies own =
            accuracy(training.get())
                .measure(List.of(set.making().real()), scored(), steps.next())
                .get(0);
        accuracy = own.mean();
      }
      return List.of(row.put(THEIR_ACCURACY, accuracy).build());
    }
  }

  @Override
  String text(Section section) throws IOException {
    return table(section.rows())
        + section.bars(
            "images per class",
            MeasuredTable::size,
            row -> row.text(NETWORKS),
            "by embedding networks");
  }

  @Override
  String legend() {
    return "Accuracies in per cent, on the test images unless it is said otherwise above, mean ±"
        + " standard deviation over networks on one set; differences to fresh networks in points. The accuracy of embedding networks is that of one"
        + " network trained as they are. Condensation in seconds of worker time at the pace of the"
        + " machine that measured the row, training of embedding networks included; a dash where that"
        + " cannot be told.\n";
  }

  private static String table(List<Row> rows) {
    return new MarkdownTable<Row>(1)
        .column(NETWORKS, row -> row.text(NETWORKS))
        .column("their accuracy", row -> Figures.percent(row.number(THEIR_ACCURACY)))
        .column(SIZE, MeasuredTable::size)
        .column("measured", MeasuredTable::accuracy)
        .column(
            "against fresh",
            row -> Figures.points(row.number(LabelledSet.ACCURACY) - fresh(rows, row.text(SIZE))))
        .column("iterations", row -> Figures.whole(row.number(LabelledSet.ITERATIONS)))
        .column("condensation s", row -> Figures.seconds(row.number(LabelledSet.COST)))
        .text(rows);
  }

  /** The accuracy by fresh networks at a size; NaN where it was not measured. */
  private static double fresh(List<Row> rows, String size) {
    return rows.stream()
        .filter(row -> row.text(SIZE).equals(size) && row.text(NETWORKS).equals("fresh"))
        .mapToDouble(row -> row.number(LabelledSet.ACCURACY))
        .findFirst()
        .orElse(Double.NaN);
  }
}
