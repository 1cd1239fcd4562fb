package io.proxynas.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.data.ProxyDataProvider;
import io.proxynas.arbiter.data.ProxyDataSource;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.model.NetworkFolder;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.TrainedBy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.TestSetAccuracyScoreFunction;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

class ArbiterProxyTest {

  /** 32 training images of each class are left; 12 images rank, 12 judge. */
  private static final String PROXY = "random-ipc8";

  private static LocalOptimizationRunner run(OptimizationConfiguration configuration) {
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    runner.execute();
    return runner;
  }

  private static List<TrainedBy> trainedBy(ArbiterProxy proxy) {
    return proxy.data().runs().outcomes().stream()
        .map(outcome -> ((Outcome.Trained) outcome).trainedBy())
        .distinct()
        .toList();
  }

  @Test
  void accelerate_rewritesDataAndEpochsInPlace() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 2);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY);
    assertThat(configuration.getDataSource()).isEqualTo(ProxyDataSource.class);
    assertThat(proxy.data().train().size()).isEqualTo(24);
    assertThat(proxy.data().fullTrain().size()).isEqualTo(96);
    assertThat(proxy.data().validation().size()).isEqualTo(24);
    // 4 epochs of 96 images are as many updates as 16 of 24, which is within the limit.
    assertThat(space(configuration).getNumEpochs()).isEqualTo(16);
  }

  private static MultiLayerSpace space(OptimizationConfiguration configuration) {
    ParameterSpace<?> space = configuration.getCandidateGenerator().getParameterSpace();
    return (MultiLayerSpace) space;
  }

  @Test
  void accelerate_touchesNoTestDataAndRanksOnTrainingImages() {
    GivenData.train = new TinyData().trainData();
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    configuration.setDataSource(GivenData.class);
    ArbiterProxy.accelerate(configuration, PROXY);
    assertThat(run(configuration).bestScore()).isBetween(0.0, 1.0);
  }

  @Test
  void acceleratedSearch_findsWhatItsConfigurationFromJsonFinds() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 3);
    configuration.setResultSaver(null); // Arbiter's own is no bean
    ArbiterProxy.accelerate(configuration, PROXY);
    String json = configuration.toJson();
    OptimizationConfiguration copy = OptimizationConfiguration.fromJson(json);
    assertThat(copy.toJson()).isEqualTo(json);
    copy.getCandidateGenerator().setRngSeed(7); // the generator's state is not in the JSON
    ArbiterProxy proxy = ArbiterProxy.of(copy);
    assertThat(run(copy).bestScore()).isEqualTo(run(configuration).bestScore());
    assertThat(trainedBy(proxy)).containsExactly(TrainedBy.ENGINE);
  }

  @Test
  @SuppressWarnings("deprecation") // Arbiter's legacy interface is what is tested
  void accelerate_takesLegacyProviders() {
    OptimizationConfiguration configuration = legacy();
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY);
    Double best = run(configuration).bestScore();
    assertThat(trainedBy(proxy)).containsExactly(TrainedBy.ENGINE);

    OptimizationConfiguration copy = OptimizationConfiguration.fromJson(configuration.toJson());
    assertThat(copy.getDataProvider()).isInstanceOf(ProxyDataProvider.class);
    copy.getCandidateGenerator().setRngSeed(7);
    ArbiterProxy.of(copy);
    assertThat(run(copy).bestScore()).isEqualTo(best);
  }

  @SuppressWarnings("deprecation")
  private static OptimizationConfiguration legacy() {
    return new OptimizationConfiguration.Builder()
        .candidateGenerator(new RandomSearchGenerator(Searches.chain().build()))
        .dataProvider(new TinyProvider())
        .scoreFunction(new TestSetAccuracyScoreFunction())
        .terminationConditions(new MaxCandidatesCondition(2))
        .rngSeed(7)
        .build();
  }

  @Test
  void accelerate_takesGraphs() {
    OptimizationConfiguration configuration = Searches.random(Searches.graph().build(), 2);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY);
    assertThat(run(configuration).getResults()).hasSize(2);
    assertThat(trainedBy(proxy)).containsExactly(TrainedBy.ENGINE);
  }

  @Test
  void accelerate_takesImagesAsRowsOfTheSpacesShape() {
    MultiLayerSpace space =
        Searches.chain()
            .setInputType(InputType.convolutionalFlat(TinyData.SIZE, TinyData.SIZE, 1))
            .build();
    OptimizationConfiguration configuration =
        Searches.configuration(space, TinyData.properties(true, 20), 2);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY);
    assertThat(run(configuration).getResults()).hasSize(2);
    assertThat(trainedBy(proxy)).containsExactly(TrainedBy.ENGINE);
  }

  @Test
  void accelerate_takesRowsForPerceptronsWithAnImageShape() {
    MultiLayerSpace space =
        new MultiLayerSpace.Builder()
            .seed(42)
            .setInputType(InputType.feedForward(64))
            .addLayer(
                new DenseLayerSpace.Builder()
                    .nOut(new IntegerParameterSpace(4, 8))
                    .activation(Activation.RELU)
                    .build())
            .addLayer(Searches.output())
            .numEpochs(2)
            .build();
    OptimizationConfiguration configuration =
        Searches.configuration(space, TinyData.properties(true, 20), 2);
    ArbiterProxy proxy =
        ArbiterProxy.builder(PROXY).imageShape(new ImageShape(1, 8, 8)).accelerate(configuration);
    assertThat(run(configuration).getResults()).hasSize(2);
    assertThat(trainedBy(proxy)).containsExactly(TrainedBy.ENGINE);
  }

  @Test
  void builder_turnsTheEngineOffAndFixesEpochsAndSplit() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    ArbiterProxy proxy =
        ArbiterProxy.builder(PROXY)
            .engine(false)
            .epochs(EpochRule.fixed(3))
            .validationFraction(0.5)
            .accelerate(configuration);
    assertThat(space(configuration).getNumEpochs()).isEqualTo(3);
    assertThat(proxy.data().validation().size()).isEqualTo(60);
    run(configuration);
    assertThat(trainedBy(proxy)).containsExactly(new TrainedBy.Dl4j("the engine is turned off"));
  }

  @Test
  void full_ranksOnTheSplitWithoutAProxySet() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, "full");
    assertThat(space(configuration).getNumEpochs()).isEqualTo(4);
    assertThat(proxy.data().train()).isSameAs(proxy.data().fullTrain());
  }

  @Test
  void validate_writesTheReportOfProxyEval(@TempDir Path folder) throws Exception {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 5);
    ArbiterProxy proxy =
        ArbiterProxy.builder(PROXY)
            .reportFolder(folder.resolve("report"))
            .accelerate(configuration);
    run(configuration);
    ProxyEvidence evidence = proxy.validate(4);
    assertThat(evidence.ranking().trained()).hasSize(5);
    assertThat(evidence.validation().figures().sample()).isEqualTo(4);
    assertThat(ReportJson.read(folder.resolve("report/report.json"))).isEqualTo(evidence.report());
    assertThat(folder.resolve("report/report.txt")).hasContent(evidence.text());
    assertThat(Files.readString(folder.resolve("report/ranking.csv"))).contains("candidate-3");
    assertThat(Files.readString(folder.resolve("report/report.html")))
        .contains("candidate-3")
        .contains("RandomSearchGenerator");
    assertThat(evidence.report().dataset().test()).isEqualTo(3 * TinyData.TEST);
    assertThat(evidence.report().best().classes()).hasSize(3);
    assertThat(evidence.report().best().latencySeconds()).isPositive();
  }

  @Test
  void validate_savesTheBestNetworkForDl4jAndOnnx(@TempDir Path folder) throws Exception {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 3);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY).reportTo(folder);
    run(configuration);
    ProxyEvidence evidence = proxy.validate(3);

    NetworkFolder best = new NetworkFolder(folder.resolve("best"));
    ListDataSetIterator<DataSet> test =
        new ListDataSetIterator<>(TinyData.images(TinyData.TEST, 2, false), 30);
    assertThat(best.network().<Evaluation>evaluate(test).accuracy())
        .isEqualTo(evidence.report().best().testAccuracy());
    NormalizerStandardize normalizer =
        ModelSerializer.restoreNormalizerFromFile(best.model().toFile());
    assertThat(normalizer.getMean().getFloat(0)).isZero(); // the user's images are in [0, 1]
    assertThat(normalizer.getStd().getFloat(0)).isEqualTo(1);
    assertThat(best.labels()).hasContent("0\n1\n2\n");
    assertThat(best.onnx()).isNotEmptyFile();
  }

  @Test
  void proxyAndTruth_areScoredOnDifferentHalves(@TempDir Path folder) throws Exception {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    configuration.setResultSaver(new InMemoryResultSaver());
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY).reportTo(folder);
    ResultReference found = run(configuration).getResults().get(0);
    MultiLayerNetwork onProxy = (MultiLayerNetwork) found.getResultModel();
    ProxyData data = proxy.data();
    Outcome.Trained outcome = (Outcome.Trained) data.runs().outcomes().get(0);
    double ranked = onProxy.<Evaluation>evaluate(data.scoringIterator()).accuracy();
    assertThat(found.getResult().getScore()).isEqualTo(ranked);
    assertThat(outcome.scores().validationAccuracy()).isEqualTo(ranked);

    Report.Winner best = proxy.validate(1).report().best();

    ComputationGraph onFull = new NetworkFolder(folder.resolve("best")).network();
    assertThat(best.validationAccuracy())
        .isEqualTo(onFull.<Evaluation>evaluate(data.judgingIterator()).accuracy());
  }

  @Test
  void validate_savesGraphsAndPerceptronsOfRows(@TempDir Path folder) throws Exception {
    OptimizationConfiguration graph = Searches.random(Searches.graph().build(), 1);
    ArbiterProxy ofGraph = ArbiterProxy.accelerate(graph, PROXY).reportTo(folder.resolve("graph"));
    run(graph);
    ofGraph.validate(1);
    assertThat(folder.resolve("graph/best/model.onnx")).isNotEmptyFile();

    MultiLayerSpace space =
        Searches.chain()
            .setInputType(InputType.convolutionalFlat(TinyData.SIZE, TinyData.SIZE, 1))
            .build();
    OptimizationConfiguration rows =
        Searches.configuration(space, TinyData.properties(true, 20), 1);
    ArbiterProxy ofRows = ArbiterProxy.accelerate(rows, PROXY).reportTo(folder.resolve("rows"));
    run(rows);
    ofRows.validate(1);
    assertThat(folder.resolve("rows/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("rows/best/model.onnx")).isNotEmptyFile();
    assertThat(Files.readString(folder.resolve("rows/report.html")))
        .contains("best/model.onnx", "report.json");
  }

  @Test
  void validate_needsACandidateWithAScore() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    ArbiterProxy proxy = ArbiterProxy.builder(PROXY).seed(99).accelerate(configuration);
    assertThatThrownBy(proxy::validate)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a search must have a candidate with a score before it is validated, but has none of 0");
  }

  @Test
  void reportTo_whatIsNoFolder_isRefusedAtOnce(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    ArbiterProxy proxy =
        ArbiterProxy.accelerate(Searches.random(Searches.chain().build(), 1), PROXY);
    assertThatThrownBy(() -> ArbiterProxy.builder(PROXY).reportFolder(file))
        .hasMessageEndingWith(" is not a folder");
    for (Path wrong : List.of(file, file.resolve("report"))) {
      assertThatThrownBy(() -> proxy.reportTo(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the folder of a report must be one that takes files, but is %s, and %s is not a"
                  + " folder",
              wrong, file);
    }
  }

  @Test
  void of_needsAnAcceleratedConfiguration() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    assertThatThrownBy(() -> ArbiterProxy.of(configuration))
        .hasMessageContaining("must be an accelerated one, but has the data source class")
        .hasMessageContaining("TinyData");
  }

  @Test
  void resultsOfArbitersSaver_areOnTheFullPathOfDl4j() throws Exception {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    configuration.setResultSaver(new InMemoryResultSaver());
    ArbiterProxy.accelerate(configuration, PROXY);
    Object model = run(configuration).getResults().get(0).getResultModel();
    assertThat(model.getClass()).isEqualTo(MultiLayerNetwork.class);
  }

  /** All candidates share one saver of the best model, and one bound of epochs. */
  @Test
  void validate_ofEarlyStopping_hasTheOwnNetworkOfEachCandidate_andLeavesTheBound()
      throws Exception {
    var bound = new MaxEpochsTerminationCondition(2);
    MultiLayerSpace space =
        Searches.chain()
            .earlyStoppingConfiguration(
                new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                    .epochTerminationConditions(bound)
                    .scoreCalculator(
                        new DataSetLossCalculator(
                            new ListDataSetIterator<>(TinyData.images(5, 3, false), 15), true))
                    .modelSaver(new InMemoryModelSaver<>())
                    .build())
            .build();
    OptimizationConfiguration configuration = Searches.random(space, 5);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, PROXY);
    run(configuration);
    int epochs = bound.getMaxEpochs();

    ProxyEvidence evidence = proxy.validate(5);

    assertThat(evidence.validation().pairs())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            pair ->
                assertThat(pair.trainings().get(0).scores().parameters())
                    .isEqualTo(pair.proxy().scores().parameters()));
    assertThat(bound.getMaxEpochs()).isEqualTo(epochs);
  }
}
