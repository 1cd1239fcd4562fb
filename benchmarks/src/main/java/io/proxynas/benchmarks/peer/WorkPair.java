package io.proxynas.benchmarks.peer;

import io.proxynas.benchmarks.work.CondensationIteration;
import io.proxynas.benchmarks.work.Dl4jInference;
import io.proxynas.benchmarks.work.Dl4jTraining;
import io.proxynas.benchmarks.work.Inference;
import io.proxynas.benchmarks.work.MeasuredWork;
import io.proxynas.benchmarks.work.SideBySide;
import io.proxynas.benchmarks.work.Subject;
import io.proxynas.benchmarks.work.TrainingEpoch;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import java.util.List;
import java.util.concurrent.Callable;

/** A row of the table: the same work by the engine and, in some, by DL4J. */
enum WorkPair {
  TRAIN_W128_BN(
      () -> new TrainingEpoch(Subject.convNet(128, Normalization.BATCH), 256),
      () -> new Dl4jTraining(Subject.convNet(128, Normalization.BATCH), 256)),
  TRAIN_W128_IN(
      () -> new TrainingEpoch(Subject.convNet(128, Normalization.INSTANCE), 256), WorkPair::none),
  TRAIN_W32_BN_X2(
      () -> new SideBySide(() -> new TrainingEpoch(Subject.convNet(32, Normalization.BATCH), 256)),
      WorkPair::none),
  INFER_W128_IN(
      () ->
          new SideBySide(
              () -> new Inference(Subject.convNet(128, Normalization.INSTANCE), 5_000, 50)),
      () -> new Dl4jInference(Subject.convNet(128, Normalization.INSTANCE), 10_000, 250)),
  DM_ITERATION(() -> CondensationIteration.distributions(50), WorkPair::none),
  DMF_ITERATION(() -> CondensationIteration.mosaics(10), WorkPair::none),
  NCFM_ITERATION(() -> CondensationIteration.characteristicFunctions(10), WorkPair::none),
  IDM_ITERATION(() -> CondensationIteration.queue(10), WorkPair::none),
  DC_ITERATION(() -> CondensationIteration.gradients(Method.DC, 10), WorkPair::none),
  DSA_ITERATION(() -> CondensationIteration.gradients(Method.DSA, 10), WorkPair::none),
  TRAIN_MBCONV(() -> new TrainingEpoch(Subject.invertedResidualNet(), 128), WorkPair::none),
  CANDIDATES(CandidatePeers::work);

  /** What a row asks for beside its name makes its work. */
  private interface Maker {
    MeasuredWork of(List<String> options) throws Exception;
  }

  private final Maker engine;
  private final Maker dl4j;

  WorkPair(Maker engine) {
    this.engine = engine;
    this.dl4j = options -> none();
  }

  WorkPair(Callable<MeasuredWork> engine, Callable<MeasuredWork> dl4j) {
    this.engine = options -> engine.call();
    this.dl4j = options -> dl4j.call();
  }

  private static MeasuredWork none() {
    throw new IllegalArgumentException("DL4J has no part in this row");
  }

  /** The row of a name such as {@code train-w128-bn}. */
  static WorkPair of(String name) {
    return valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
  }

  /**
   * The work of one side.
   *
   * @param options what the row asks for beside its name; nothing in most
   */
  MeasuredWork workload(Side side, List<String> options) throws Exception {
    return (side == Side.ENGINE ? engine : dl4j).of(options);
  }
}
