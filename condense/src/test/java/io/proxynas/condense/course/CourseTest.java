package io.proxynas.condense.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTest {

  private static final int ITERATIONS = 20;

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final Course.Listener listener =
      new Course.Listener() {
        @Override
        public void at(long done, long total, double loss) {
          heard.add(done + "/" + total + " " + loss);
        }

        @Override
        public void goesOn(Duration elapsed) {
          heard.add("after " + elapsed);
        }
      };
  private long now;
  private long work;

  /**
   * Each iteration takes a second by the clock and two of worker time; its result depends on all
   * before.
   */
  private class Digits implements Iterative {
    long value = 1;
    int taken;
    int dieAt = -1;
    int interruptedAt = -1;

    @Override
    public double step(int iteration) throws InterruptedException {
      if (iteration == dieAt) {
        throw new IllegalStateException("killed");
      }
      if (iteration == interruptedAt) {
        throw new InterruptedException();
      }
      now += 1_000_000_000L;
      work += 2_000_000_000L;
      value = value * 31 + iteration;
      taken++;
      return 1.0 / (iteration + 1);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeLong(value);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      value = in.readLong();
    }
  }

  private Path file() {
    return folder.resolve("set.checkpoint");
  }

  private Course course(Optional<Duration> limit) {
    return course(limit, "key");
  }

  private Course course(Optional<Duration> limit, String key) {
    return new Course(
        listener,
        Course.Limits.of(limit),
        new CheckpointFile(file(), key, warnings::add),
        new SharedFolder(folder, "images", false, warnings::add),
        () -> now,
        () -> work);
  }

  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private long unbroken() throws InterruptedException {
    Digits digits = new Digits();
    Course.of(Course.Listener.NONE).iterate(ITERATIONS, digits);
    return digits.value;
  }

  private void killedAt(int iteration) {
    Digits digits = new Digits();
    digits.dieAt = iteration;
    assertThatThrownBy(() -> course(Optional.empty()).iterate(ITERATIONS, digits))
        .hasMessage("killed");
  }

  @AfterEach
  void noWarningIsLeft() {
    assertThat(warnings).isEmpty();
  }

  @Test
  void iterate_killedAtAnyIteration_goesOnToTheSameBits() throws Exception {
    long expected = unbroken();
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      Files.deleteIfExists(file());
      killedAt(iteration);
      Digits digits = new Digits();
      Course course = course(Optional.empty());
      course.iterate(ITERATIONS, digits);

      assertThat(digits.value).isEqualTo(expected);
      assertThat(digits.taken).isEqualTo(ITERATIONS - iteration);
      assertThat(course.losses()).hasSize(ITERATIONS).startsWith(1, 0.5).endsWith(0.05);
      assertThat(course.elapsed()).isEqualTo(Duration.ofSeconds(ITERATIONS));
      assertThat(course.ended()).isFalse();
    }
  }

  @Test
  void iterate_killedAgainAndAgain_comesToTheEnd() throws Exception {
    for (int iteration = 3; iteration < ITERATIONS; iteration += 3) {
      killedAt(iteration);
    }
    Digits digits = new Digits();
    course(Optional.empty()).iterate(ITERATIONS, digits);

    assertThat(digits.value).isEqualTo(unbroken());
    assertThat(digits.taken).isEqualTo(2);
  }

  @Test
  void iterate_goingOn_hearsFirstHowFarItWas() throws Exception {
    killedAt(4);
    heard.clear();
    course(Optional.empty()).iterate(ITERATIONS, new Digits());

    assertThat(heard).startsWith("after PT4S", "4/20 0.25", "5/20 0.2").hasSize(18);
  }

  @Test
  void iterate_timeLimit_endsAfterTheLastIterationBegunBefore() throws Exception {
    Digits digits = new Digits();
    Course course = course(Optional.of(Duration.ofMillis(6500)));
    course.iterate(ITERATIONS, digits);
    Digits asMany = new Digits();
    Course.of(Course.Listener.NONE).iterate(7, asMany);

    assertThat(digits.taken).isEqualTo(7);
    assertThat(course.ended()).isTrue();
    assertThat(course.losses()).hasSize(7);
    assertThat(digits.value).isEqualTo(asMany.value);
  }

  @Test
  void iterate_timeLimitAgain_countsTheTimeBefore() throws Exception {
    course(seconds(5)).iterate(ITERATIONS, new Digits());
    Digits same = new Digits();
    course(seconds(5)).iterate(ITERATIONS, same);
    Digits further = new Digits();
    Course course = course(seconds(8));
    course.iterate(ITERATIONS, further);
    Digits all = new Digits();
    course(Optional.empty()).iterate(ITERATIONS, all);

    assertThat(same.taken).isZero();
    assertThat(further.taken).isEqualTo(3);
    assertThat(course.losses()).hasSize(8);
    assertThat(all.taken).isEqualTo(12);
    assertThat(all.value).isEqualTo(unbroken());
  }

  @Test
  void iterate_anyTimeLimit_takesTheFirstIteration() throws Exception {
    now = 5;
    Course course = course(Optional.of(Duration.ZERO));
    course.iterate(ITERATIONS, new Digits());

    assertThat(course.losses()).hasSize(1);
  }

  @Test
  void worked_countsTheProcessorTime_andNoWaiting() throws Exception {
    Course course = course(Optional.empty());
    now += 3_000_000_000L; // of which nothing was computed
    course.iterate(ITERATIONS, new Digits());

    assertThat(course.elapsed()).isEqualTo(Duration.ofSeconds(23));
    assertThat(course.worked()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void worked_goingOn_countsWhatWasKept() throws Exception {
    killedAt(6);
    now += 1_000_000_000_000L; // between the sessions
    work = 7; // of another thread
    Course second = course(Optional.empty());
    second.iterate(ITERATIONS, new Digits());

    assertThat(second.elapsed()).isEqualTo(Duration.ofSeconds(20));
    assertThat(second.worked()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void iterate_interrupted_saysWhatIsKept() {
    Digits digits = new Digits();
    digits.interruptedAt = 6;

    assertThatThrownBy(() -> course(Optional.empty()).iterate(ITERATIONS, digits))
        .isInstanceOf(CondensationInterrupted.class)
        .hasMessage(
            "the condensation is kept up to iteration 6 of 20, and the same command goes on from"
                + " there");
  }

  @Test
  void iterate_interruptedWithoutACheckpoint_saysNothing() {
    Digits digits = new Digits();
    digits.interruptedAt = 0;

    assertThatThrownBy(() -> course(Optional.empty()).iterate(ITERATIONS, digits))
        .isExactlyInstanceOf(InterruptedException.class);
  }

  @Test
  void iterate_lossThatIsNotFinite_isRefused() {
    Iterative diverging =
        new Digits() {
          @Override
          public double step(int iteration) {
            return iteration < 2 ? 1 : Double.NaN;
          }
        };

    assertThatThrownBy(() -> course(Optional.empty()).iterate(ITERATIONS, diverging))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage(
            "the loss must be finite, but was NaN in iteration 3; a lower learning rate may help");
  }

  @Test
  void iterate_checkpointDamagedAnywhere_warnsAndStartsOver() throws Exception {
    killedAt(4);
    byte[] whole = Files.readAllBytes(file());
    for (int position = 0; position < whole.length; position++) {
      byte[] damaged = whole.clone();
      damaged[position] ^= 1;
      assertStartsOver(damaged);
      assertStartsOver(Arrays.copyOf(whole, position));
    }
  }

  private void assertStartsOver(byte[] checkpoint) throws Exception {
    Files.write(file(), checkpoint);
    Digits digits = new Digits();
    course(Optional.empty()).iterate(ITERATIONS, digits);

    assertThat(digits.taken).isEqualTo(ITERATIONS);
    assertThat(digits.value).isEqualTo(unbroken());
    assertThat(warnings)
        .containsExactly(
            "the checkpoint "
                + file()
                + " cannot be used, so the condensation starts over: its checksum is wrong");
    warnings.clear();
  }

  @Test
  void iterate_checkpointOfAnotherSet_warnsAndStartsOver() throws Exception {
    killedAt(4);
    Digits digits = new Digits();
    course(Optional.empty(), "other").iterate(ITERATIONS, digits);

    assertThat(digits.taken).isEqualTo(ITERATIONS);
    assertThat(warnings)
        .singleElement()
        .asString()
        .endsWith("it is of another version or of another set");
    warnings.clear();
  }

  @Test
  void iterate_checkpointOfAnotherState_isNotTakenForOne() {
    killedAt(4);
    Iterative larger =
        new Digits() {
          @Override
          public void restore(DataInput in) throws IOException {
            in.readInt();
          }
        };

    assertThatThrownBy(() -> course(Optional.empty()).iterate(ITERATIONS, larger))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the checkpoint " + file() + " was made by another version; remove it");
  }

  @Test
  void limits_noIteration_areRefused() {
    assertThatThrownBy(() -> new Course.Limits(0, Optional.empty()))
        .hasMessage("the limit of iterations must be at least 1, but was 0");
  }

  @Test
  void iterate_folderThatCannotBeWritten_warnsOnceAndGoesOn() throws Exception {
    Digits digits = new Digits();
    Path gone = folder.resolve("gone").resolve("set.checkpoint");
    new Course(
            Course.Listener.NONE,
            Course.Limits.NONE,
            new CheckpointFile(gone, "key", warnings::add),
            new SharedFolder(folder, "images", false, warnings::add),
            () -> now,
            () -> work)
        .iterate(ITERATIONS, digits);

    assertThat(digits.value).isEqualTo(unbroken());
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(
            "no checkpoint can be kept, so the condensation starts over if it is killed: cannot write "
                + gone);
    warnings.clear();
  }

  @Test
  void iterate_fastIterations_areNotAllKept() throws Exception {
    Digits quick =
        new Digits() {
          @Override
          public double step(int iteration) throws InterruptedException {
            double loss = super.step(iteration);
            now -= 900_000_000L; // a tenth of a second each
            return loss;
          }

          @Override
          public void save(DataOutput out) throws IOException {
            super.save(out);
            now += 30_000_000; // of which a fiftieth is 1.5 s
          }
        };
    quick.dieAt = 18;
    assertThatThrownBy(() -> course(Optional.empty()).iterate(ITERATIONS, quick))
        .hasMessage("killed");
    Digits digits = new Digits();
    course(Optional.empty()).iterate(ITERATIONS, digits);

    assertThat(digits.taken).isEqualTo(10); // the first after 1 s, the second not before 2.5 s
    assertThat(digits.value).isEqualTo(unbroken());
  }

  /** Takes five seconds by the clock, and nine of worker time. */
  private final class Answer implements Shared {
    final String id;
    int value;
    int runs;

    Answer(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void run(Progress progress) {
      progress.at(1, 2);
      now += 5_000_000_000L;
      work += 9_000_000_000L;
      progress.at(2, 2);
      value = 42;
      runs++;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeInt(value);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      value = in.readInt();
    }
  }

  private Course sharing(String images, boolean anew) {
    return new Course(
        (done, total, loss) -> heard.add(done + "/" + total),
        Course.Limits.NONE,
        new CheckpointFile(file(), "key", warnings::add),
        new SharedFolder(folder, images, anew, warnings::add),
        () -> now,
        () -> work);
  }

  private Answer share(String id, String images, boolean anew) throws InterruptedException {
    Answer answer = new Answer(id);
    Course course = sharing(images, anew);
    now += 1_000_000_000L; // not of the work
    course.share(answer);

    assertThat(answer.value).isEqualTo(42);
    assertThat(course.elapsed()).isEqualTo(Duration.ofSeconds(6));
    assertThat(course.worked()).isEqualTo(Duration.ofSeconds(9));
    return answer;
  }

  @Test
  void share_secondSet_takesResultAndTimeOfTheFirst() throws Exception {
    assertThat(share("a", "images", false).runs).isEqualTo(1);
    assertThat(heard).containsExactly("1/2", "2/2");
    heard.clear();

    assertThat(share("a", "images", false).runs).isZero();
    assertThat(heard).containsExactly("1/1");
  }

  @Test
  void share_otherWorkOtherImagesOrAnew_isDone() throws Exception {
    share("a", "images", false);

    assertThat(share("b", "images", false).runs).isEqualTo(1);
    assertThat(share("a", "others", false).runs).isEqualTo(1);
    assertThat(share("a", "images", true).runs).isEqualTo(1);
  }

  @Test
  void share_damagedResult_isDoneAgainWithAWarning() throws Exception {
    share("a", "images", false);
    Path kept;
    try (Stream<Path> files = Files.list(folder)) {
      kept = files.filter(file -> file.toString().endsWith(".shared")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(kept);
    bytes[bytes.length / 2] ^= 1;
    Files.write(kept, bytes);

    assertThat(share("a", "images", false).runs).isEqualTo(1);
    assertThat(warnings)
        .containsExactly(
            "the checkpoint "
                + kept
                + " cannot be used, so work that several sets share starts over: its checksum is wrong");
    warnings.clear();
    assertThat(share("a", "images", false).runs).isZero();
  }

  @Test
  void share_withoutAFolder_isDone() throws Exception {
    Answer answer = new Answer("a");
    Course.of(Course.Listener.NONE).share(answer);

    assertThat(answer.runs).isEqualTo(1);
  }

  /** The checkpoint's time has the shared work's in it. */
  @Test
  void iterate_resumedAfterSharedWork_countsThatOnce() throws Exception {
    Digits method = new Digits();
    method.interruptedAt = 7;
    Course first = sharing("images", false);
    first.share(new Answer("a"));
    assertThatThrownBy(() -> first.iterate(ITERATIONS, method))
        .isInstanceOf(CondensationInterrupted.class);

    Digits again = new Digits();
    Course second = sharing("images", false);
    second.share(new Answer("a"));
    second.iterate(ITERATIONS, again);

    assertThat(again.taken).isLessThan(ITERATIONS);
    assertThat(second.elapsed()).isEqualTo(Duration.ofSeconds(5 + ITERATIONS));
    assertThat(second.worked()).isEqualTo(Duration.ofSeconds(9 + 2 * ITERATIONS));
  }
}
