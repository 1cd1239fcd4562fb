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
import io.proxynas.experiments.run.Choice;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.SetTrial;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.AccuracyBars;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.DataSet;
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
final class EmbeddingNetworks implements Experiment {

  private static final String NAME = "embedding";
  private static final String NETWORKS = "embedding networks";
  private static final String THEIR_ACCURACY = "embedding accuracy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "fresh against trained embedding networks, by their accuracy, and mixtures";
  }

  @Override
  public String source() {
    return "The table of networks with different performances in Zhao and Bilen, arXiv 2110.04181";
  }

  @Override
  public Choice choice(Scale scale) {
    int size =
        switch (scale) {
          case SMOKE -> 1;
          case CPU -> 10;
          case PAPER -> 50;
        };
    return new Choice(scale.dataSets(), List.of(), List.of(size));
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
      return switch (scale) {
        case SMOKE -> new Pools(1, List.of(recipe(1, 0.01)));
        case CPU ->
            new Pools(
                5, List.of(recipe(1, 1e-4), recipe(1, 1e-3), recipe(1, 0.01), recipe(5, 0.01)));
        case PAPER ->
            new Pools(
                20,
                List.of(
                    recipe(1, 1e-4),
                    recipe(1, 1e-3),
                    recipe(1, 0.01),
                    recipe(5, 0.01),
                    recipe(50, 0.01)));
      };
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
  public List<Trial> trials(Workbench bench) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (DataSet data : bench.dataSets()) {
      for (int size : bench.choice().imagesPerClass()) {
        for (Group group : groups(bench.scale())) {
          trials.add(new Embedded(labelled(bench, data, size, group), group.training()));
        }
      }
    }
    return trials;
  }

  private static LabelledSet labelled(Workbench bench, DataSet data, int size, Group group) {
    CondensationSettings settings = bench.scale().condensation();
    DistributionMatching.Settings matching = settings.distributionMatching();
    ProxySets sets =
        bench.sets(
            data, settings.withMatching(Method.DM, matching.withEmbeddings(group.embeddings())));
    return new LabelledSet(
        bench,
        new SetTrial(sets, new ProxySpec.Condensed(Method.DM, size), bench.scale().protocol()),
        Map.of(NETWORKS, group.word()));
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
          .map(
              recipe ->
                  Effort.of(
                      accuracy(recipe),
                      set.set().making().real().size(),
                      set.set().making().data().test()))
          .orElse(Effort.NONE);
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
      Row.Builder row = set.row(set.set().run(set.bench(), steps));
      double accuracy = Double.NaN;
      if (training.isPresent()) {
        Accuracies own =
            accuracy(training.get())
                .measure(
                    List.of(set.set().making().real()),
                    set.set().making().data().test(),
                    steps.next())
                .get(0);
        accuracy = own.mean();
      }
      return List.of(row.put(THEIR_ACCURACY, accuracy).build());
    }
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return DataSetSections.text(rows, (dataSet, its) -> section(dataSet, its, pictures))
        + "Accuracies on the test images in per cent, mean ± standard deviation over networks on one set;"
        + " differences to fresh networks in points. The accuracy of embedding networks is that of one"
        + " network trained as they are. Condensation in seconds of worker time, when the set was made,"
        + " training of embedding networks included.\n";
  }

  private static String section(String dataSet, List<Row> rows, Pictures pictures)
      throws IOException {
    return table(rows)
        + pictures.show(
            AccuracyBars.chart(
                "images per class", rows.stream().map(EmbeddingNetworks::bar).toList()),
            Pictures.file(NAME, dataSet),
            "Accuracy by embedding networks on " + dataSet);
  }

  private static String table(List<Row> rows) {
    MarkdownTable table =
        new MarkdownTable(
            1,
            List.of(
                NETWORKS,
                "their accuracy",
                SIZE,
                "measured",
                "against fresh",
                "iterations",
                "condensation s"));
    for (Row row : rows) {
      double fresh =
          rows.stream()
              .filter(one -> one.text(SIZE).equals(row.text(SIZE)))
              .filter(one -> one.text(NETWORKS).equals("fresh"))
              .mapToDouble(one -> one.number(LabelledSet.ACCURACY))
              .findFirst()
              .orElse(Double.NaN);
      double mean = row.number(LabelledSet.ACCURACY);
      table.add(
          row.text(NETWORKS),
          Figures.percent(row.number(THEIR_ACCURACY)),
          MeasuredTable.size(row),
          Figures.percent(mean, row.number(LabelledSet.DEVIATION)),
          Figures.points(mean - fresh),
          Figures.whole(row.number(LabelledSet.ITERATIONS)),
          Figures.seconds(row.number(LabelledSet.COST)));
    }
    return table.text();
  }

  private static AccuracyBars.Bar bar(Row row) {
    return MeasuredTable.bar(row, MeasuredTable.size(row), row.text(NETWORKS));
  }
}
