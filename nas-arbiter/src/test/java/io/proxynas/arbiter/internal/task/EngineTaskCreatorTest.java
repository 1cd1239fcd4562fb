package io.proxynas.arbiter.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.arbiter.ArbiterProxy;
import io.proxynas.arbiter.EpochRule;
import io.proxynas.arbiter.Searches;
import io.proxynas.arbiter.TinyData;
import io.proxynas.arbiter.data.Learning;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.TrainedBy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.SgdSpace;
import org.deeplearning4j.arbiter.layers.fixed.FixedLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.saver.local.FileModelSaver;
import org.deeplearning4j.arbiter.scoring.impl.TestSetLossScoreFunction;
import org.deeplearning4j.arbiter.task.MultiLayerNetworkTaskCreator;
import org.deeplearning4j.arbiter.task.TaskListener;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the user's full data, where Arbiter's own task is the oracle. */
class EngineTaskCreatorTest {

  private static LocalOptimizationRunner run(
      OptimizationConfiguration configuration, TaskCreator creator, EventLog... log) {
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration, creator);
    runner.addListeners(log);
    runner.execute();
    return runner;
  }

  private static EngineTaskCreator by(Learning learning) {
    return new EngineTaskCreator(learning, null, null);
  }

  private static OptimizationConfiguration search(ParameterSpace<?> space) {
    return Searches.random(space, 1);
  }

  private static Model model(LocalOptimizationRunner runner) throws Exception {
    return (Model) runner.getResults().get(0).getResultModel();
  }

  @Test
  void task_tellsAndFindsWhatArbitersOwnDoes() throws Exception {
    EventLog arbiters = new EventLog();
    LocalOptimizationRunner expected =
        run(search(Searches.chain().build()), new MultiLayerNetworkTaskCreator(), arbiters);
    EventLog engines = new EventLog();
    LocalOptimizationRunner actual =
        run(search(Searches.chain().build()), new EngineTaskCreator(), engines);
    assertThat(engines.events).isEqualTo(arbiters.events);
    assertThat(engines.created).isEqualTo(arbiters.created);
    assertThat(arbiters.sums).hasSize(24);
    for (int i = 0; i < arbiters.sums.size(); i++) {
      assertThat(engines.sums.get(i)).isCloseTo(arbiters.sums.get(i), within(1e-3));
      assertThat(engines.losses.get(i)).isCloseTo(arbiters.losses.get(i), within(1e-4));
    }
    assertThat(actual.bestScore()).isEqualTo(expected.bestScore());
    assertThat(actual.bestScoreCandidateIndex()).isZero();
    MultiLayerNetwork network = (MultiLayerNetwork) model(actual);
    MultiLayerNetwork oracle = (MultiLayerNetwork) model(expected);
    assertThat(network.params().equalsWithEps(oracle.params(), 1e-4)).isTrue();
    assertThat(network.getUpdater().getStateViewArray())
        .matches(state -> state.equalsWithEps(oracle.getUpdater().getStateViewArray(), 1e-3));
    assertThat(network.getIterationCount()).isEqualTo(oracle.getIterationCount());
    assertThat(network.getEpochCount()).isEqualTo(oracle.getEpochCount());
  }

  @Test
  void graph_isTrainedAsByDl4j() throws Exception {
    LocalOptimizationRunner expected = run(search(Searches.graph().build()), by(Learning.DL4J));
    LocalOptimizationRunner actual = run(search(Searches.graph().build()), by(Learning.ENGINE));
    assertThat(actual.bestScore()).isEqualTo(expected.bestScore());
    assertThat(model(actual).getClass()).isEqualTo(ComputationGraph.class);
    assertThat(model(actual).params().equalsWithEps(model(expected).params(), 1e-4)).isTrue();
  }

  @Test
  void lossScore_isThatOfDl4j() {
    OptimizationConfiguration configuration = search(Searches.chain().build());
    configuration.setScoreFunction(new TestSetLossScoreFunction(true));
    Double expected = run(configuration, by(Learning.DL4J)).bestScore();
    OptimizationConfiguration again = search(Searches.chain().build());
    again.setScoreFunction(new TestSetLossScoreFunction(true));
    assertThat(run(again, by(Learning.ENGINE)).bestScore()).isCloseTo(expected, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void earlyStopping_isHonoured(boolean graph) throws Exception {
    EventLog expectedLog = new EventLog();
    LocalOptimizationRunner expected = run(search(stopping(graph)), by(Learning.DL4J), expectedLog);
    EventLog actualLog = new EventLog();
    LocalOptimizationRunner actual = run(search(stopping(graph)), by(Learning.ENGINE), actualLog);
    assertThat(actualLog.events).isEqualTo(expectedLog.events);
    assertThat(actualLog.created).isEqualTo(expectedLog.created);
    assertThat(actualLog.sums).hasSize(3 * 6);
    assertThat(actual.bestScore()).isEqualTo(expected.bestScore());
    assertThat(model(actual).params().equalsWithEps(model(expected).params(), 1e-4)).isTrue();
  }

  private static ParameterSpace<?> stopping(boolean graph) {
    var test = new ListDataSetIterator<>(TinyData.images(5, 3, false), 15);
    if (graph) {
      return Searches.graph()
          .earlyStoppingConfiguration(
              new EarlyStoppingConfiguration.Builder<ComputationGraph>()
                  .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
                  .scoreCalculator(new DataSetLossCalculator(test, true))
                  .modelSaver(new InMemoryModelSaver<>())
                  .build())
          .build();
    }
    return Searches.chain()
        .earlyStoppingConfiguration(
            new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
                .scoreCalculator(new DataSetLossCalculator(test, true))
                .modelSaver(new InMemoryModelSaver<>())
                .build())
        .build();
  }

  @Test
  void notANumber_isAFailedCandidateWithTheReason() {
    MultiLayerSpace space = Searches.chain().updater(new SgdSpace(new FixedValue<>(1e30))).build();
    LocalOptimizationRunner runner = run(search(space), new EngineTaskCreator());
    CandidateInfo info = runner.getCandidateStatus().get(0);
    assertThat(info.getCandidateStatus()).isEqualTo(CandidateStatus.Failed);
    assertThat(info.getExceptionStackTrace()).contains("the training loss must be finite, but was");
    assertThat(runner.bestScore()).isNull();
    assertThat(runner.numCandidatesFailed()).isEqualTo(1);
  }

  @Test
  void exception_isAFailedCandidateWithTheReason() {
    OptimizationConfiguration configuration = search(Searches.chain().build());
    Properties properties = new Properties();
    properties.setProperty("batch", "many");
    configuration.setDataSourceProperties(properties);
    LocalOptimizationRunner runner = run(configuration, new EngineTaskCreator());
    assertThat(runner.getCandidateStatus().get(0).getExceptionStackTrace())
        .contains("NumberFormatException")
        .contains("\"many\"");
  }

  @Test
  void unknownLayer_isTrainedByDl4jAndSaysWhy() {
    MultiLayerSpace space =
        new MultiLayerSpace.Builder()
            .seed(42)
            .setInputType(Searches.chain().build().getInputType())
            .addLayer(new FixedLayerSpace<>(new Upsampling2D.Builder(2).build()))
            .addLayer(Searches.output())
            .build();
    OptimizationConfiguration configuration = search(space);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, "random-ipc8");
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    runner.execute();
    assertThat(runner.bestScore()).isNotNull();
    Outcome.Trained outcome = (Outcome.Trained) proxy.data().runs().outcomes().get(0);
    assertThat(outcome.trainedBy())
        .isInstanceOfSatisfying(
            TrainedBy.Dl4j.class, by -> assertThat(by.reason()).contains("Upsampling2D"));
  }

  @Test
  void equalConfigurations_areTrainedOnce() throws Exception {
    MultiLayerSpace space =
        new MultiLayerSpace.Builder() // without a seed, so that each candidate has its own
            .setInputType(Searches.chain().build().getInputType())
            .addLayer(Searches.output())
            .build();
    EventLog log = new EventLog();
    LocalOptimizationRunner runner = run(Searches.random(space, 3), new EngineTaskCreator(), log);
    assertThat(log.sums).hasSize(6);
    assertThat(log.events).contains("0 Complete true", "1 Complete true", "2 Complete true");
    assertThat(runner.getResults()).hasSize(3);
    assertThat(runner.getCandidateStatus())
        .extracting(CandidateInfo::getScore)
        .containsOnly(runner.bestScore());
  }

  @Test
  void taskListener_seesTheNetworkBeforeAndAfter() {
    Watching watching = new Watching(false);
    run(search(Searches.chain().build()), new EngineTaskCreator(Learning.ENGINE, null, watching));
    assertThat(watching.seen).containsExactly("before 0", "after 24");
  }

  @Test
  void trainingListener_makesDl4jTrain() {
    Watching watching = new Watching(true);
    run(search(Searches.chain().build()), new EngineTaskCreator(Learning.ENGINE, null, watching));
    assertThat(watching.scores.getScoreVsIter().getEffectiveScores()).hasSize(24);
  }

  /** Counts iterations before and after; adds a listener if told to. */
  private static final class Watching implements TaskListener {
    private static final long serialVersionUID = 1;

    private final transient List<String> seen = new ArrayList<>();
    private final transient CollectScoresIterationListener scores =
        new CollectScoresIterationListener();
    private final boolean listens;

    Watching(boolean listens) {
      this.listens = listens;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public <T extends Model> T preProcess(T model, Candidate candidate) {
      seen.add("before " + ((MultiLayerNetwork) model).getIterationCount());
      if (listens) {
        model.addListeners(scores);
      }
      return model;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void postProcess(Model model, Candidate candidate) {
      seen.add("after " + ((MultiLayerNetwork) model).getIterationCount());
    }
  }

  @Test
  void fileModelSaver_savesWhatDl4jLoads(@TempDir Path folder) throws Exception {
    OptimizationConfiguration configuration = search(Searches.chain().build());
    configuration.setResultSaver(new FileModelSaver(folder.toString()));
    LocalOptimizationRunner runner = run(configuration, new EngineTaskCreator());
    OptimizationResult result = runner.getResults().get(0).getResult();
    assertThat(result.getScore()).isEqualTo(runner.bestScore());
    MultiLayerNetwork network = (MultiLayerNetwork) model(runner);
    double accuracy =
        network
            .evaluate(new ListDataSetIterator<>(TinyData.images(TinyData.TEST, 2, false), 30))
            .accuracy();
    assertThat(accuracy).isEqualTo(runner.bestScore());
    assertThat(folder.resolve("0/numEpochs.txt")).hasContent("4");
  }

  @Test
  void registeredCreator_leavesOtherSearchesAlone() {
    ProxyTaskCreator.register();
    OptimizationConfiguration configuration = search(Searches.chain().build());
    Candidate<?> candidate = configuration.getCandidateGenerator().getCandidate();
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    ProxyTaskCreator creator = new ProxyTaskCreator();
    assertThat(
            creator
                .create(
                    candidate,
                    TinyData.class,
                    null,
                    configuration.getScoreFunction(),
                    List.of(),
                    runner)
                .getClass()
                .getName())
        .startsWith("org.deeplearning4j.arbiter.task.MultiLayerNetworkTaskCreator");
    ArbiterProxy.builder("random-ipc8").epochs(EpochRule.fixed(1)).accelerate(configuration);
    assertThat(
            creator.create(
                candidate,
                configuration.getDataSource(),
                configuration.getDataSourceProperties(),
                configuration.getScoreFunction(),
                List.of(),
                runner))
        .isInstanceOf(CandidateTask.class);
    assertThat(candidate.getValue()).isInstanceOf(DL4JConfiguration.class);
    assertThat(configuration.getResultSaver()).isInstanceOf(InMemoryResultSaver.class);
    assertThat(configuration.getCandidateGenerator().getParameterSpace())
        .isNotInstanceOf(ComputationGraphSpace.class);
  }
}
