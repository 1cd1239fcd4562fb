package io.proxynas.nas.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.LadderTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.candidate.ScoredAt;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.score.ScoringBatch;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.EpochScores;
import io.proxynas.train.Recipe;
import io.proxynas.train.Trainer;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.BytePixels;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.LabelledImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Workplace} promises: the bits of a job done in the calling thread. */
public abstract class WorkplaceContract {

  /** Of all candidates. */
  public static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(8));

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final LabelledImages TRAIN = images(1, 60);
  private static final LabelledImages VALIDATION = images(2, 30);

  /** The workplace under test, with memory for all candidates. */
  protected abstract Workplace workplace();

  private static LabelledImages images(long seed, int count) {
    RandomGenerator random = new Seed(seed).generator();
    byte[] values = new byte[count * SHAPE.size()];
    int[] labels = new int[count];
    for (int i = 0; i < values.length; i++) {
      int label = i / SHAPE.size() % 3;
      labels[i / SHAPE.size()] = label;
      values[i] = (byte) (50 * label + random.nextInt(100));
    }
    return new LabelledImages(
        SHAPE,
        List.of("a", "b", "c"),
        new BytePixels(
            SHAPE, values, new ChannelStatistics(new float[] {0.4f}, new float[] {0.2f})),
        labels);
  }

  /** Trains on 60 images of three classes. */
  public static RecipeTrainer scorer(int epochs, long seed) {
    Recipe recipe = new Recipe(epochs, 16, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));
    return new RecipeTrainer(new Trainer(recipe), TRAIN, VALIDATION, new Seed(seed));
  }

  /** Scores on the same images. */
  public static FreeScorer free(FreeScore... scores) {
    return free(TRAIN, scores);
  }

  private static FreeScorer free(LabelledImages images, FreeScore... scores) {
    ScoringBatch batch = ScoringBatch.of(images, images.size(), new Seed(4));
    return new FreeScorer(List.of(scores), SHAPE, batch, 2, new Seed(5));
  }

  /** Two trainings and all training-free scores. */
  public static Fidelity everything() {
    return new Fidelity(List.of(scorer(2, 3), scorer(2, 6)), Optional.of(free(FreeScore.values())));
  }

  /** A training, and a score on so many images that it takes more than twice the memory. */
  public static Fidelity heavyScore() {
    return new Fidelity(
        List.of(scorer(1, 3)), Optional.of(free(images(7, 600), FreeScore.SYNFLOW)));
  }

  /** Candidates by one fidelity. */
  public static TrainingJob job(Fidelity fidelity) {
    return new TrainingJob(SPACE, List.of(fidelity), candidate -> 1);
  }

  /** Evaluates candidates there and here. */
  protected final void assertSameBits(TrainingJob job, List<? extends Architecture> candidates)
      throws InterruptedException {
    CandidateTrainer trainer =
        new LadderTrainer(job.fidelities().stream().map(Fidelity::trainer).toList());
    List<CandidateScores> expected = new ArrayList<>();
    for (Architecture candidate : candidates) {
      expected.add(trainer.train(candidate));
    }
    Set<String> started = ConcurrentHashMap.newKeySet();
    try (Workplace.Evaluator evaluator =
        workplace().evaluator(job, candidate -> started.add(candidate.id()))) {
      List<Outcome> outcomes = evaluator.evaluate(List.copyOf(candidates));
      assertThat(outcomes)
          .extracting(outcome -> ((Outcome.Trained) outcome).scores().withEarlierEpochs(0))
          .isEqualTo(expected)
          .doesNotHaveDuplicates();
    }
    assertThat(started)
        .containsExactlyInAnyOrderElementsOf(candidates.stream().map(Architecture::id).toList());
  }

  @Test
  void evaluate_ofOneTraining_givesItsBits() throws InterruptedException {
    assertSameBits(TrainingJob.of(SPACE, scorer(2, 3)), SPACE.architectures().limit(24).toList());
  }

  @Test
  void evaluate_ofATrainingWithItsCurve_givesItsBits_andTheScoresOfOneWithout()
      throws InterruptedException {
    RecipeTrainer plain = scorer(3, 3);
    List<Architecture> candidates = SPACE.architectures().limit(6).toList();
    TrainingJob job = TrainingJob.of(SPACE, plain.scored(ScoredAt.EVERY_EPOCH));
    try (Workplace.Evaluator evaluator = workplace().evaluator(job, candidate -> {})) {
      for (Outcome outcome : evaluator.evaluate(candidates)) {
        CandidateScores scores = ((Outcome.Trained) outcome).scores();
        Architecture candidate = outcome.architecture();
        assertThat(scores.withCurve(List.of())).isEqualTo(plain.train(candidate));
        assertThat(timeless(scores.curve()))
            .hasSize(3)
            .isEqualTo(timeless(plain.scored(ScoredAt.EVERY_EPOCH).train(candidate).curve()));
      }
    }
  }

  @Test
  void evaluate_byStatisticsOfOtherImages_givesItsBits_withACurveToo() throws InterruptedException {
    RecipeTrainer plain = scorer(2, 3);
    RecipeTrainer other = byStatisticsOf(images(8, 70), plain);
    List<Architecture> candidates = SPACE.architectures().limit(24).toList();
    assertSameBits(TrainingJob.of(SPACE, other), candidates);
    int changed = 0;
    for (Architecture candidate : candidates) {
      CandidateScores scores = other.train(candidate);
      assertThat(other.scored(ScoredAt.EVERY_EPOCH).train(candidate).withCurve(List.of()))
          .isEqualTo(scores);
      changed += scores.equals(plain.train(candidate)) ? 0 : 1;
    }
    long normalizing = candidates.stream().filter(c -> c.id().contains("-batch-")).count();
    assertThat(changed).isPositive().isEqualTo((int) normalizing);
  }

  private static RecipeTrainer byStatisticsOf(LabelledImages images, RecipeTrainer trainer) {
    return new RecipeTrainer(
        trainer.trainer(),
        trainer.train(),
        trainer.validation(),
        trainer.seed(),
        Optional.of(images),
        ScoredAt.END);
  }

  @Test
  void demand_byStatisticsOfOtherImages_isLargerWhereItNormalisesOverBatches() {
    RecipeTrainer plain = scorer(2, 3);
    RecipeTrainer other = byStatisticsOf(images(8, 70), plain);
    SPACE
        .architectures()
        .limit(24)
        .forEach(
            candidate -> {
              long more =
                  other.demand(candidate).nativeBytes() - plain.demand(candidate).nativeBytes();
              if (candidate.id().contains("-batch-")) {
                assertThat(more).isPositive();
              } else {
                assertThat(more).isZero();
              }
            });
  }

  private static List<EpochScores> timeless(List<EpochScores> curve) {
    return curve.stream()
        .map(
            epoch ->
                new EpochScores(
                    epoch.trainingLoss(), epoch.all(), epoch.even(), epoch.odd(), Duration.ZERO))
        .toList();
  }

  @Test
  void evaluate_ofSeveralSeedsAndScores_givesTheirBits() throws InterruptedException {
    assertSameBits(job(everything()), SPACE.architectures().limit(8).toList());
  }

  @Test
  void evaluate_ofAScoreAlone_givesItsBits() throws InterruptedException {
    assertSameBits(
        job(Fidelity.untrained(free(FreeScore.SYNFLOW))), SPACE.architectures().limit(8).toList());
  }

  /** Those of the highest rung first, so that what is paused is of more epochs or fewer. */
  @Test
  void evaluate_onRungsOfTheFirstEpochs_givesTheBitsOfFreshWeights() throws InterruptedException {
    RecipeTrainer whole = byStatisticsOf(images(8, 70), scorer(4, 3));
    TrainingJob ladder =
        new TrainingJob(
            SPACE,
            List.of(
                Fidelity.of(first(1, whole).scored(ScoredAt.NEVER)),
                Fidelity.of(first(2, whole)),
                Fidelity.of(whole)),
            candidate -> 0);
    List<Architecture> candidates = SPACE.architectures().limit(16).toList();
    assertSameBits(
        ladder,
        candidates.stream()
            .flatMap(a -> IntStream.of(1, 0, 2).mapToObj(rung -> new RungTraining(a, rung)))
            .toList());
  }

  private static RecipeTrainer first(int epochs, RecipeTrainer whole) {
    return new RecipeTrainer(
        new Trainer(whole.trainer().recipe().firstEpochs(epochs)),
        whole.train(),
        whole.validation(),
        whole.seed(),
        whole.statistics(),
        ScoredAt.END);
  }

  @Test
  void evaluate_onTheRungsOfALadder_givesTheirBits() throws InterruptedException {
    TrainingJob ladder =
        new TrainingJob(
            SPACE,
            List.of(
                Fidelity.untrained(free(FreeScore.SYNFLOW)),
                Fidelity.of(scorer(1, 3)),
                everything()),
            candidate -> 0);
    assertSameBits(
        ladder,
        SPACE
            .architectures()
            .limit(4)
            .flatMap(a -> IntStream.range(0, 3).mapToObj(rung -> new RungTraining(a, rung)))
            .toList());
  }
}
