package io.proxynas.nas.internal.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateEvaluatorContract;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.journal.TrainingKey;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingEvaluatorTest extends CandidateEvaluatorContract {

  private static final Host HOST =
      new Host(
          Map.of("dnnl", "3.8.1"),
          "a machine",
          2,
          Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
  private static final CandidateTrainer NEVER =
      architecture -> {
        throw new IllegalStateException("it was known");
      };
  private static final CandidateTrainer NO_MEMORY =
      architecture -> {
        throw new IllegalArgumentException("no memory");
      };

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private static TrainingKey key(Architecture architecture) {
    return new TrainingKey(Map.of("architecture", architecture.id(), "seed", "1"));
  }

  private TrainingStore store() {
    return new TrainingStore(folder, HOST, warnings::add);
  }

  private CandidateEvaluator sharing(CandidateTrainer trainer, TrainingStore store) {
    return new SharingEvaluator(
        closedLater(new LocalEvaluator(trainer, WORKERS)), store, SharingEvaluatorTest::key);
  }

  @Override
  protected CandidateEvaluator evaluator(CandidateTrainer trainer) {
    return sharing(trainer, store());
  }

  private Path file(Architecture architecture) {
    return store().file(key(architecture));
  }

  @Test
  void evaluate_secondRun_takesWhatTheFirstTrainedWithItsTime() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(10);
    List<Outcome> first = evaluator(new FakeTrainer()).evaluate(batch.subList(0, 6));

    List<Outcome> heard = new ArrayList<>();
    List<Outcome> second = evaluator(NEVER).evaluate(batch.subList(0, 6), heard::add);
    assertThat(second).isEqualTo(first);
    assertThat(heard).isEqualTo(first);

    List<Outcome> third = evaluator(new FakeTrainer()).evaluate(batch);
    assertThat(third.subList(0, 6)).isEqualTo(first);
    assertThat(third).extracting(Outcome::architecture).isEqualTo(batch);
  }

  @Test
  void evaluate_otherKey_trainsAgain() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(2);
    evaluator(new FakeTrainer()).evaluate(batch);
    CandidateEvaluator other =
        new SharingEvaluator(
            closedLater(new LocalEvaluator(NO_MEMORY, WORKERS)),
            store(),
            a -> new TrainingKey(Map.of("architecture", a.id(), "seed", "2")));
    assertThat(other.evaluate(batch)).allMatch(Outcome.Failed.class::isInstance);
  }

  @Test
  void evaluate_failures_areNotKept() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(2);
    assertThat(evaluator(NO_MEMORY).evaluate(batch)).allMatch(Outcome.Failed.class::isInstance);
    assertThat(evaluator(new FakeTrainer()).evaluate(batch))
        .allMatch(Outcome.Trained.class::isInstance);
  }

  @Test
  void keep_file_saysWhereAndWhen() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(1);
    evaluator(new FakeTrainer()).evaluate(batch);
    assertThat(Files.readString(file(batch.get(0))))
        .contains("\"machine\" : \"a machine\"", "\"created\" : \"2026-01-02T03:04:05Z\"")
        .contains("\"dnnl\" : \"3.8.1\"", "\"seed\" : \"1\"", "\"validationAccuracy\"");
  }

  @Test
  void find_damagedFile_warnsAndTrainsAgain() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(3);
    List<Outcome> trained = evaluator(new FakeTrainer()).evaluate(batch);
    Path torn = file(batch.get(0));
    Files.writeString(torn, Files.readString(torn).substring(0, 50));
    Files.copy(file(batch.get(1)), file(batch.get(2)), StandardCopyOption.REPLACE_EXISTING);
    Path broken = file(batch.get(1));
    Files.writeString(broken, Files.readString(broken).replaceFirst("\"flops\"", "\"lops\""));

    assertThat(evaluator(new FakeTrainer()).evaluate(batch))
        .extracting(Outcome::architecture)
        .isEqualTo(trained.stream().map(Outcome::architecture).toList());

    assertThat(warnings)
        .containsExactly(
            "the stored training " + torn + " cannot be used and is done again: it is not JSON",
            "the stored training "
                + broken
                + " cannot be used and is done again: the field flops is missing",
            "the stored training "
                + file(batch.get(2))
                + " cannot be used and is done again: it is of another training");
    warnings.clear();
    evaluator(NEVER).evaluate(batch);
    assertThat(warnings).isEmpty();
  }

  @Test
  void keep_folderThatCannotBeWritten_warnsOnceAndGoesOn()
      throws IOException, InterruptedException {
    Path file = Files.createFile(folder.resolve("file"));
    TrainingStore store = new TrainingStore(file, HOST, warnings::add);
    List<Outcome> outcomes = sharing(new FakeTrainer(), store).evaluate(FakeTrainer.candidates(5));
    assertThat(outcomes).hasSize(5).allMatch(Outcome.Trained.class::isInstance);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).startsWith("trainings are not kept for other runs: cannot write ");
  }

  @Test
  void hash_partsThatRunTogether_differ() {
    TrainingKey one = new TrainingKey(Map.of("a", "b1:c", "d", "e"));
    TrainingKey other = new TrainingKey(Map.of("a", "b", "1:cd", "e"));
    assertThat(one.hash()).hasSize(64).isNotEqualTo(other.hash());
    assertThat(one.hash()).isEqualTo(new TrainingKey(Map.of("d", "e", "a", "b1:c")).hash());
  }
}
