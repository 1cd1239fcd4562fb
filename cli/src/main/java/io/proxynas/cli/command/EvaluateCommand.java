package io.proxynas.cli.command;

import io.proxynas.cli.option.DataOptions;
import io.proxynas.cli.option.OptionValues;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.ProxyOptions;
import io.proxynas.cli.option.ScoredOnOptions;
import io.proxynas.cli.option.StatisticsOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.AccuracyText;
import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.method.Condensers;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.preset.StandardNetwork;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.experiments.Accuracies;
import io.proxynas.experiments.EvaluationProtocol;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.experiments.ScoredOn;
import io.proxynas.train.Recipe;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a proxy set is worth as training data. */
@Command(
    name = "evaluate",
    description =
        "Trains networks on a proxy set alone and tells their accuracy on the real test images,"
            + " beside networks trained in the same way, with as many updates, on as many random"
            + " real images. With --model, tells the accuracy of a saved network instead, for each"
            + " class, and its confusion matrix.")
final class EvaluateCommand implements Callable<Integer> {

  /** Options that go with a saved network; all others are for proxy sets. */
  private static final List<String> WITH_MODEL =
      List.of("--dataset", "--data-dir", "--split-seed", "--out", "--quiet", "--debug");

  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A saved network to evaluate: a model.zip or model.onnx, or the folder of one. It is given"
              + " the test images of the data set, by default the one that it was trained on; of"
              + " another folder with <class>/*.png all images, unless a split seed is given.")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description =
          "Where to draw the confusion matrix of --model (default: confusion-<data set>.png beside"
              + " it).")
  private Optional<Path> out = Optional.empty();

  @Mixin private final ProxyOptions proxy;
  @Mixin private ScoredOnOptions scoredOn = new ScoredOnOptions();
  @Mixin private StatisticsOptions statistics = new StatisticsOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "How networks are trained, which the three options below override one by one: default,"
              + " for minutes, or paper, as Zhao and Bilen evaluate sets, for an hour and more"
              + " (default: paper with --preset paper, else default).")
  private Optional<String> protocolWord = Optional.empty();

  @Option(
      names = "--networks",
      paramLabel = "NAMES",
      description =
          "Architectures to train, between commas; nas-search --help-all lists them (default: from"
              + " the preset; convnet of the protocol paper).")
  private Optional<String> networks = Optional.empty();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "" + EvaluationProtocol.NETWORKS,
      description =
          "Networks of each architecture trained on each set (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--epochs",
      paramLabel = "E",
      description =
          "Epochs on the set (default: 300, or 1000 by the protocol paper). Beside one that decodes"
              + " into more images, the random images are trained on for more epochs, with as many"
              + " updates.")
  private Optional<Integer> epochs = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  EvaluateCommand(Shell shell) {
    this.shell = shell;
    this.proxy = new ProxyOptions(shell);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOptionsOfOneKind();
    return model.isPresent() ? ofModel(model.get()) : ofProxy();
  }

  private void requireOptionsOfOneKind() {
    List<String> given =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .toList();
    if (model.isEmpty() && out.isPresent()) {
      throw new IllegalArgumentException(
          "--out says where to draw the confusion matrix of --model, but no --model was given");
    }
    for (String option : given) {
      if (model.isPresent() && !option.equals("--model") && !WITH_MODEL.contains(option)) {
        throw new IllegalArgumentException(
            "--model must be given with none but %s, but was with %s"
                .formatted(String.join(", ", WITH_MODEL), option));
      }
    }
  }

  private int ofModel(Path saved) throws IOException, InterruptedException {
    boolean named = spec.commandLine().getParseResult().hasMatchedOption("--dataset");
    Optional<String> dataset = named ? Optional.of(data.dataset()) : Optional.empty();
    try (ConsoleObserver observer = output.observer(shell)) {
      return new ModelEvaluation(shell, shell.path(saved), dataset, data.places(), out, observer)
          .run();
    }
  }

  private int ofProxy() throws IOException, InterruptedException {
    ProxySpec asked = proxy.spec();
    ProxySpec.requireTrained("the proxy to evaluate", asked);
    CondensationSettings settings = proxy.condensation();
    List<ProxyAccuracy> protocols = protocols();
    StatisticsFrom from = statistics.or(StatisticsFrom.PROXY);
    ScoredOn on = scoredOn.chosen();
    try (ConsoleObserver observer = output.observer(shell, proxy.device())) {
      DataSet images = proxy.load(data, observer);
      ProxySets sets =
          ProxySets.of(
              images, settings, proxy.seed(), proxy.workers(), proxy.store(observer::warns));
      LabelledImages scored = on.of(images, proxy.seed());
      requireFit(protocols, asked, sets, scored);
      observer.begins(Phase.CONDENSE);
      List<ProxySets.Proxy> proxies =
          new ArrayList<>(List.of(sets.get(asked, observer.condensation(), observer::warns)));
      Optional<ProxySpec.Condensed> rival = proxies.get(0).randomOfItsSize();
      if (rival.isPresent()) {
        proxies.add(sets.get(rival.get(), observer.condensation(), observer::warns));
      }
      List<LabelledImages> trainingSets = proxies.stream().map(ProxySets.Proxy::images).toList();
      Optional<LabelledImages> real =
          from.areReal(proxies.get(0))
              ? Optional.of(Regimes.of(images, protocol().recipe(), proxy.seed()).statistics())
              : Optional.empty();
      for (ProxyAccuracy plain : protocols) {
        ProxyAccuracy accuracy = plain.withAugmentation(Condensers.augmentation(images));
        observer.begins("evaluate", "epochs");
        List<Accuracies> results = accuracy.measure(trainingSets, scored, real, observer::progress);
        observer.ends();
        String which = AccuracyText.images(scored.size(), on, images.name());
        shell.out().print(AccuracyText.table(accuracy, which, proxies, results));
        shell.out().print(AccuracyText.protocol(accuracy, real.isPresent()));
      }
      return ExitCode.DONE;
    }
  }

  /** First: making the set takes long, and so do the networks before one that cannot be trained. */
  private static void requireFit(
      List<ProxyAccuracy> protocols, ProxySpec asked, ProxySets sets, LabelledImages scored) {
    sets.requirePossible(List.of(asked));
    int images = sets.trainingImages(asked);
    protocols.forEach(protocol -> protocol.requireFits(images, scored));
  }

  /** One for each architecture. */
  private List<ProxyAccuracy> protocols() {
    EvaluationProtocol protocol = protocol();
    epochs.ifPresent(number -> Require.atMost("epochs", Recipe.MOST_EPOCHS, number));
    Recipe recipe = epochs.map(protocol.recipe()::withEpochs).orElse(protocol.recipe());
    List<StandardNetwork> chosen =
        networks.map(OptionValues::networks).orElse(List.of(protocol.network(proxy.preset())));
    return chosen.stream()
        .map(
            network ->
                new ProxyAccuracy(
                    network.architecture(), recipe, repeats, proxy.workers(), proxy.seed()))
        .toList();
  }

  private EvaluationProtocol protocol() {
    return protocolWord
        .map(
            word ->
                OptionValues.choice(
                    "the protocol", EvaluationProtocol.values(), EvaluationProtocol::word, word))
        .orElseGet(() -> EvaluationProtocol.of(proxy.preset()));
  }
}
