package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibratedRankingTest {

  private static final CalibratedRanking DEFAULT = CalibratedRanking.DEFAULT;

  @Test
  void predict_twoCandidates_byHand() {
    // Standardised, both score and truth are ±1. k(a, b) = exp(−4 / 8), so the difference of the
    // two has the variance 1 − e^−½ beside a noise that is chosen equal: half of it is believed.
    double half = 1 - Math.exp(-0.5);
    CalibratedRanking ranking = new CalibratedRanking(2, 2, List.of(half), 1, 1);
    ScoreTable table = new ScoreTable(List.of(Tables.score("skip", ScoreKind.DECISION, 1, 0)));
    Prediction prediction =
        ranking.predict(table, new Observations(List.of(0, 1), List.of(0.8, 0.6)));
    assertThat(prediction.scaled().means().get(0)).isEqualTo(0.5, within(1e-12));
    assertThat(prediction.scaled().means().get(1)).isEqualTo(-0.5, within(1e-12));
    // On the scale the truths are 0 and −ln 3, a distance of ln 3 / 2 from their mean.
    double root = Math.pow(3, 0.25);
    assertThat(prediction.means().get(0)).isEqualTo(0.9 - 0.1 * root, within(1e-12));
    assertThat(prediction.means().get(1)).isEqualTo(0.9 - 0.1 * 3 / root, within(1e-12));
    // Eigenvalues of K: 1 − e^−½ and 3 + e^−½; what is left of each is λσ² / (λ + σ²).
    double other = 3 + Math.exp(-0.5);
    double variance = (half / 2 + other * half / (other + half)) / 2;
    double deviation = Math.sqrt(variance);
    assertThat(prediction.scaled().deviations().get(0)).isEqualTo(deviation, within(1e-12));
    assertThat(prediction.deviations().get(0))
        .isEqualTo(0.1 * Math.log(3) / 2 * root * deviation, within(1e-12));
    assertThat(prediction.listensTo()).containsExactly(Map.entry("skip", 1.0));
  }

  @Test
  void predict_fewTruths_isThePriorAlone() {
    ScoreTable table =
        new ScoreTable(
            List.of(
                Tables.score("accuracy", ScoreKind.TRAINED, 1, 2, 3),
                Tables.score("loss", ScoreKind.TRAINED, 1, 2, 3),
                Tables.score("flops", ScoreKind.SIZE, 1, 3, 2),
                Tables.score("skip", ScoreKind.DECISION, 9, 0, 0)));
    Prediction prediction = DEFAULT.predict(table, Tables.first(Tables.random(3), 3));
    // Each kind counts once, so accuracy and loss together do not outweigh FLOPs.
    assertThat(prediction.means().get(1)).isEqualTo(prediction.means().get(2), within(1e-12));
    assertThat(prediction.means().get(0)).isNegative();
    assertThat(prediction.deviations()).containsExactly(1.0, 1.0, 1.0);
    assertThat(prediction.listensTo()).containsOnlyKeys("accuracy", "loss", "flops", "skip");
    assertThat(prediction.listensTo().values().stream().mapToDouble(s -> s).sum())
        .isEqualTo(1, within(1e-12));
  }

  @Test
  void predict_decisionsAloneAndNoTruth_hasNoOpinion() {
    ScoreTable table = new ScoreTable(List.of(Tables.score("skip", ScoreKind.DECISION, 1, 0, 0)));
    assertThat(DEFAULT.predict(table, Observations.NONE).means()).containsOnly(0.0);
    assertThat(DEFAULT.predict(table, Observations.NONE).listensTo()).containsEntry("skip", 1.0);
  }

  @Test
  void predict_increasingTransformOfAScore_changesNothing() {
    ScoreTable table = Tables.random(40);
    List<Score> bent =
        table.scores().stream()
            .map(
                s ->
                    new Score(
                        s.name(), s.kind(), s.merits().stream().map(v -> Math.exp(5 * v)).toList()))
            .toList();
    Observations observations = Tables.first(table, 12);
    assertThat(DEFAULT.predict(new ScoreTable(bent), observations))
        .isEqualTo(DEFAULT.predict(table, observations));
  }

  @Test
  void predict_candidatesInAnotherOrder_predictsTheSame() {
    int n = 30;
    ScoreTable table = Tables.random(n);
    Observations observations = Tables.first(table, 10);
    List<Score> turned =
        table.scores().stream()
            .map(
                s ->
                    new Score(
                        s.name(),
                        s.kind(),
                        IntStream.range(0, n).mapToObj(i -> s.merits().get(n - 1 - i)).toList()))
            .toList();
    List<Integer> places = observations.candidates().stream().map(c -> n - 1 - c).toList();
    Prediction straight = DEFAULT.predict(table, observations);
    Prediction back =
        DEFAULT.predict(new ScoreTable(turned), new Observations(places, observations.truths()));
    for (int i = 0; i < n; i++) {
      assertThat(back.means().get(n - 1 - i)).isEqualTo(straight.means().get(i), within(1e-10));
      assertThat(back.deviations().get(n - 1 - i))
          .isEqualTo(straight.deviations().get(i), within(1e-10));
    }
  }

  @Test
  void predict_littleNoise_goesThroughTheTruths() {
    CalibratedRanking exact = new CalibratedRanking(6, 2, List.of(1e-8), 1, 0.25);
    ScoreTable table = Tables.random(30);
    Observations observations = Tables.first(table, 10);
    Prediction prediction = exact.predict(table, observations);
    for (int i = 0; i < observations.count(); i++) {
      assertThat(prediction.means().get(i)).isEqualTo(observations.truths().get(i), within(1e-5));
      assertThat(prediction.deviations().get(i)).isLessThan(1e-4);
    }
  }

  @Test
  void predict_moreTruths_isMoreCertainAndNearer() {
    ScoreTable table = Tables.random(80);
    Prediction few = DEFAULT.predict(table, Tables.first(table, 8));
    Prediction many = DEFAULT.predict(table, Tables.first(table, 40));
    assertThat(unseen(many.deviations())).isLessThan(unseen(few.deviations()));
    assertThat(error(table, many)).isLessThan(error(table, few));
  }

  private static double unseen(List<Double> deviations) {
    return deviations.subList(40, 80).stream().mapToDouble(d -> d).average().orElseThrow();
  }

  private static double error(ScoreTable table, Prediction prediction) {
    return IntStream.range(40, 80)
        .mapToDouble(i -> Math.pow(prediction.means().get(i) - Tables.truth(table, i), 2))
        .sum();
  }

  @Test
  void predict_misleadingScore_listensToTheOther() {
    ScoreTable table = Tables.random(60);
    Prediction prediction = DEFAULT.predict(table, Tables.first(table, 20));
    assertThat(prediction.listensTo().get("TRAINED")).isGreaterThan(0.5);
    assertThat(prediction.listensTo().get("UNTRAINED")).isLessThan(0.1);
  }

  @Test
  void predict_equalTruths_predictsThem() {
    ScoreTable table = Tables.random(20);
    Observations equal =
        new Observations(List.of(0, 1, 2, 3, 4, 5), List.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5));
    assertThat(DEFAULT.predict(table, equal).means()).allMatch(Double::isFinite);
  }

  @Test
  void predict_constantAndMissingScores_areFinite() {
    ScoreTable table =
        new ScoreTable(
            List.of(
                Tables.score("same", ScoreKind.SIZE, 1, 1, 1, 1, 1, 1, 1),
                Tables.score("none", ScoreKind.TRAINED, nan(7)),
                Tables.score("good", ScoreKind.UNTRAINED, 1, 2, 3, 4, 5, 6, 7)));
    Observations observations =
        new Observations(List.of(0, 1, 2, 3, 4, 5), List.of(.1, .2, .3, .4, .5, .6));
    Prediction prediction = DEFAULT.predict(table, observations);
    assertThat(prediction.means()).allMatch(Double::isFinite).isSorted();
    assertThat(prediction.listensTo()).containsEntry("same", 0.0).containsEntry("none", 0.0);
  }

  private static double[] nan(int count) {
    double[] values = new double[count];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  @Test
  void predict_placeOutsideOfTheTable_isRefused() {
    assertThatThrownBy(
            () -> DEFAULT.predict(Tables.random(5), new Observations(List.of(5), List.of(0.1))))
        .hasMessage("an observed candidate must be in [0, 5), but was 5");
  }

  @Test
  void new_badSettings_areRefused() {
    List<Double> noises = List.of(1.0);
    assertThatThrownBy(() -> new CalibratedRanking(1, 2, noises, 1, 1))
        .hasMessage("the least number of truths must be at least 2, but was 1");
    assertThatThrownBy(() -> new CalibratedRanking(6, 0, noises, 1, 1))
        .hasMessage("the length must be above 0, but was 0.0");
    assertThatThrownBy(() -> new CalibratedRanking(6, 2, List.of(), 1, 1))
        .hasMessage("there must be a noise to average over, but there is none");
    assertThatThrownBy(() -> new CalibratedRanking(6, 2, List.of(0.0), 1, 1))
        .hasMessage("a noise must be above 0, but was 0.0");
    assertThatThrownBy(() -> new CalibratedRanking(6, 2, noises, Double.NaN, 1))
        .hasMessage("the slope must be finite, but was NaN");
    assertThatThrownBy(() -> new CalibratedRanking(6, 2, noises, 1, -1))
        .hasMessage("the slope's variance must be above 0, but was -1.0");
  }

  @Test
  void predict_aTruthFarFromAllOthers_countsAsLessFar() {
    ScoreTable table = Tables.random(40);
    Observations first = Tables.first(table, 12);
    List<Double> near = new ArrayList<>(first.truths());
    double worst = near.stream().min(Double::compare).orElseThrow();
    near.set(near.indexOf(worst), worst - 100);
    List<Double> far = new ArrayList<>(first.truths());
    far.set(far.indexOf(worst), worst - 1e6);

    Prediction one = DEFAULT.predict(table, new Observations(first.candidates(), near));
    Prediction other = DEFAULT.predict(table, new Observations(first.candidates(), far));

    assertThat(other).isEqualTo(one);
  }
}
