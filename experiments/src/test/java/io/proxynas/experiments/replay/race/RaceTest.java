package io.proxynas.experiments.replay.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.experiments.replay.FullTraining;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.experiments.replay.TinyTruths;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.experiments.replay.calibration.FixedScore;
import io.proxynas.experiments.replay.race.CalibratedPolicy.ChosenBy;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTest {

  private static final TruthTable TABLE = TinyTruths.table(100);

  private static Track run(Policy policy) {
    Ledger ledger = new Ledger(new Referee(TABLE, 0));
    policy.run(ledger, new Seed(4).generator());
    return ledger.track();
  }

  private static Track.Step last(Track track) {
    return track.steps().get(track.steps().size() - 1);
  }

  @Test
  void referee_judgesByTheOtherTrainings() {
    FullTraining first =
        new FullTraining(List.of(0.5, 0.75), List.of(0.5, 0.75), List.of(1.0, 2.0), List.of());
    FullTraining second =
        new FullTraining(
            List.of(0.875, 0.625), List.of(0.875, 0.625), List.of(1.0, 2.0), List.of());
    TruthTable table =
        new TruthTable(
            "two",
            List.of("a", "b"),
            List.of(),
            List.of(new Score("s", ScoreKind.SIZE, List.of(1.0, 2.0))),
            List.of(0.0, 0.0),
            Map.of(),
            List.of(),
            List.of(first, second),
            true,
            "");
    Referee referee = new Referee(table, 0);
    assertThat(referee.seen(1)).isEqualTo(0.75);
    assertThat(referee.seconds(1)).isEqualTo(2);
    assertThat(referee.regret(1)).as("training all would choose it").isZero();
    assertThat(referee.regret(0)).isEqualTo(-0.25);
    assertThat(referee.regretOfNone()).isEqualTo(-0.125);
  }

  @Test
  void randomSearch_trainsAllAndFindsTheBest() {
    Track track = run(new RandomTrainings());
    assertThat(track.start()).isCloseTo(0.495, within(1e-12));
    assertThat(last(track)).isEqualTo(new Track.Step(0, 1000, 100, 0));
    assertThat(last(track).seconds(10)).isEqualTo(10_000);
    assertThat(track.steps())
        .extracting(Track.Step::regret)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void evolution_findsTheBestBySteps() {
    Evolution evolution = new Evolution(new Neighbours(TABLE), 10, 5, 60);
    Track track = run(evolution);
    assertThat(last(track).trainings()).isEqualTo(60);
    assertThat(last(track).regret()).isLessThan(0.02);
    assertThat(run(evolution)).isEqualTo(track);
    assertThat(run(new Evolution(new Neighbours(TABLE), 10, 5, 1000)))
        .extracting(t -> last(t).trainings())
        .isEqualTo(100.0);
  }

  @Test
  void neighbours_differInOneDecision() {
    assertThat(new Neighbours(TABLE).of(42))
        .containsExactly(2, 12, 22, 32, 52, 62, 72, 82, 92, 40, 41, 43, 44, 45, 46, 47, 48, 49);
  }

  @Test
  void halving_goesOnWithTheBestThird() {
    RealHalving halving = new RealHalving(3, 1000);
    assertThat(halving.epochs(30)).containsExactly(1, 3, 10, 30);
    assertThat(halving.epochs(5)).containsExactly(1, 2, 5);
    assertThat(halving.epochs(3)).containsExactly(1, 3);

    Track track = run(halving);
    assertThat(last(track).regret()).isZero();
    // 100 networks for one of three epochs, and the best at any time for the other two
    assertThat(last(track).trainings()).isBetween(100 / 3.0 + 33 * 2 / 3.0, 75.0);
    assertThat(last(track).training()).isCloseTo(10 * last(track).trainings(), within(1e-9));
  }

  @Test
  void inOrder_ofThePerfectScore_needsOneTraining() {
    Track track =
        run(new InOrder("perfect", TABLE.views().get(1), new FixedScore(TinyTruths.PERFECT), 100));
    assertThat(track.steps().get(0)).isEqualTo(new Track.Step(50, 10, 1, 0));
    assertThat(last(track)).isEqualTo(new Track.Step(50, 1000, 100, 0));
  }

  @Test
  void calibratedSearch_byEachChooser_trainsDistinctCandidates() {
    for (Chooser chooser : Chooser.values()) {
      Track track =
          run(
              new CalibratedPolicy(
                  TABLE.views().get(1), TABLE.flops(), 100, chooser, 30, ChosenBy.ACCURACY));
      assertThat(last(track).trainings()).as(chooser.word()).isEqualTo(30);
      assertThat(last(track).training()).isEqualTo(300);
      assertThat(last(track).scoring()).isEqualTo(50);
      assertThat(last(track).regret()).as(chooser.word()).isLessThan(0.2);
    }
    CalibratedPolicy all =
        new CalibratedPolicy(
            TABLE.views().get(2), TABLE.flops(), 20, Chooser.THOMPSON, 1000, ChosenBy.MODEL);
    assertThat(last(run(all)).trainings()).isEqualTo(20);
  }

  @Test
  void taughtOrder_teachesByTheCheapest_thenGoesByTheRanking() {
    List<Double> flops = TABLE.truths().stream().map(truth -> 100 * truth).toList();
    for (double share : List.of(0.75, 1.0)) {
      Track track = run(new TaughtOrder(TABLE.views().get(1), TABLE.flops(), flops, 13, share));
      Track.Step best =
          track.steps().stream().filter(step -> step.regret() == 0).findFirst().orElseThrow();
      assertThat(last(track)).isEqualTo(new Track.Step(50, 1000, 100, 0));
      // The best network is among the costliest, and the first that is not taught by the cheapest.
      assertThat(best.trainings()).as("of %s", share).isBetween(share < 1 ? 14.0 : 1.0, 16.0);
    }
    TaughtOrder few = new TaughtOrder(TABLE.views().get(2), TABLE.flops(), flops, 1000, 0.5);
    assertThat(last(run(few)).trainings()).isEqualTo(TABLE.views().get(2).size());
    assertThat(few.name())
        .isEqualTo(
            "calibrated (dm-ipc1), 1000 of the cheapest 0.5 teach, then in its order, all scored");
  }

  @Test
  void families_areWhatAPolicyKnowsAndWhoChooses() {
    ScoreView untrained = TABLE.views().get(1);
    ScoreView trained = TABLE.views().get(2);
    ScoreView free = onRandom(trained, 0);
    assertThat(family(untrained, Chooser.IMPROVEMENT)).isEqualTo(Policy.Family.CALIBRATED);
    assertThat(family(trained, Chooser.IMPROVEMENT)).isEqualTo(Policy.Family.CALIBRATED_CONDENSED);
    assertThat(family(free, Chooser.IMPROVEMENT)).isEqualTo(Policy.Family.CALIBRATED_RANDOM);
    assertThat(family(trained, Chooser.UCB)).isEqualTo(Policy.Family.OTHER);
    assertThat(Policy.Family.ofScores(untrained)).isEqualTo(Policy.Family.UNTRAINED);
    assertThat(Policy.Family.ofScores(trained)).isEqualTo(Policy.Family.CONDENSED_IMAGES);
    assertThat(Policy.Family.ofScores(free)).isEqualTo(Policy.Family.RANDOM_IMAGES);
  }

  @Test
  void families_areToldByTheNameOfTheSet_notByItsCost() {
    ScoreView trained = TABLE.views().get(2);
    ScoreView cheap =
        new ScoreView("dm.npz", trained.places(), trained.table(), trained.seconds(), 0);
    assertThat(Policy.Family.ofScores(cheap)).isEqualTo(Policy.Family.CONDENSED_IMAGES);
    assertThat(family(cheap, Chooser.IMPROVEMENT)).isEqualTo(Policy.Family.CALIBRATED_CONDENSED);
    assertThat(Policy.Family.ofScores(onRandom(trained, 0.5)))
        .isEqualTo(Policy.Family.RANDOM_IMAGES);
    assertThat(family(onRandom(trained, 0.5), Chooser.IMPROVEMENT))
        .isEqualTo(Policy.Family.CALIBRATED_RANDOM);
  }

  private static ScoreView onRandom(ScoreView view, double once) {
    return new ScoreView("random-ipc1", view.places(), view.table(), view.seconds(), once);
  }

  private static Policy.Family family(ScoreView view, Chooser chooser) {
    return new CalibratedPolicy(view, TABLE.flops(), 10, chooser, 10, ChosenBy.MODEL).family();
  }

  @Test
  void policies_haveDistinctNames() {
    assertThat(new Policies(TABLE, 10).all())
        .extracting(Policy::name)
        .doesNotHaveDuplicates()
        .contains(
            "random search",
            "regularized evolution",
            "ASHA on the real images",
            "dm-ipc1:accuracy, 50 scored",
            "calibrated (no training), portfolio, all scored",
            "calibrated (dm-ipc1), 8 random, then UCB, all scored",
            "calibrated (dm-ipc1), improvement per cost, chosen by the model, 50 scored");
  }
}
