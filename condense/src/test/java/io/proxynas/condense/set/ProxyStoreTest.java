package io.proxynas.condense.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.course.Iterative;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.Host;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyStoreTest {

  private static final LabelledImages IMAGES =
      Sets.random(new ImageShape(1, 2, 3), 4, "T-shirt/top", "Sac à dos");
  private static final ProxyKey KEY =
      new ProxyKey("f00d", Method.DM, Map.of("iterations", "20"), 2, new Seed(7));
  private static final Host HOST =
      new Host(
          Map.of("proxynas", "0.1"),
          "a test",
          2,
          Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC));

  @TempDir private Path temporary;

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger computed = new AtomicInteger();

  private ProxyStore store() {
    return new ProxyStore(
        temporary.resolve("proxies"), HOST, ProxyStore.Terms.USUAL, warnings::add);
  }

  private LabelledImages compute(Course course) {
    computed.incrementAndGet();
    return IMAGES;
  }

  private ProxyStore.Answer get(ProxyStore store) throws InterruptedException {
    return store.get(KEY, "fashion", Course.Listener.NONE, this::compute);
  }

  private static void assertSame(ProxySet actual) {
    assertThat(Sets.pixels(actual.images())).containsExactly(Sets.pixels(IMAGES));
    assertThat(actual.images().labels()).containsExactly(IMAGES.labels());
    assertThat(actual.images().classNames()).isEqualTo(IMAGES.classNames());
    assertThat(actual.images().shape()).isEqualTo(IMAGES.shape());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("proxies"))) {
      return files.toList();
    }
  }

  @Test
  void get_newKey_computesAndRecordsProvenance() throws Exception {
    ProxyStore.Answer answer = get(store());

    assertSame(answer.set());
    assertThat(answer.fromCache()).isFalse();
    assertThat(answer.hash()).isEqualTo(KEY.hash());
    Provenance provenance = answer.set().provenance();
    assertThat(provenance.key()).isEqualTo(KEY);
    assertThat(provenance.dataSet()).isEqualTo("fashion");
    assertThat(provenance.machine()).isEqualTo("a test");
    assertThat(provenance.versions()).isEqualTo(Map.of("proxynas", "0.1"));
    assertThat(provenance.created()).isEqualTo("2026-02-03T04:05:06Z");
    assertThat(provenance.duration()).isPositive();
    assertThat(provenance.workerTime()).isPositive();
    assertThat(provenance.timeLimit()).isEmpty();
    assertThat(files()).containsExactly(store().file(KEY.hash()));
  }

  @Test
  void get_secondCall_comesFromMemory() throws Exception {
    ProxyStore store = store();
    ProxyStore.Answer first = get(store);

    ProxyStore.Answer second = get(store);

    assertThat(second.fromCache()).isTrue();
    assertThat(second.set()).isSameAs(first.set());
    assertThat(computed).hasValue(1);
  }

  @Test
  void get_secondProcess_readsTheSameBitsAndProvenance() throws Exception {
    ProxyStore.Answer first = get(store());

    ProxyStore.Answer second = get(store());

    assertSame(second.set());
    assertThat(second.fromCache()).isTrue();
    assertThat(second.set().provenance()).isEqualTo(first.set().provenance());
    assertThat(computed).hasValue(1);
    assertThat(warnings).isEmpty();
  }

  private ProxyStore storeOf(String machine, Optional<Duration> yardstick) {
    Host host = new Host(Map.of(), machine, 2, HOST.clock(), () -> yardstick);
    return new ProxyStore(
        temporary.resolve("proxies"), host, ProxyStore.Terms.USUAL, warnings::add);
  }

  private static Optional<Duration> millis(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }

  @Test
  void cost_ofASetOfAFasterMachine_isScaledByTheYardsticks() throws Exception {
    ProxyStore.Answer made = get(storeOf("fast", millis(20)));
    Provenance read = get(storeOf("slow", millis(50))).set().provenance();

    assertThat(read).isEqualTo(made.set().provenance());
    assertThat(read.yardstick()).isEqualTo(millis(20));
    assertThat(storeOf("slow", millis(50)).cost(read, true))
        .isEqualTo(new SetCost(read.workerTime(), 2.5));
    assertThat(storeOf("slow", Optional.empty()).cost(read, true).isComparable()).isFalse();
  }

  @Test
  void cost_ofASetWithoutAYardstick_isComparableOnlyOnTheMachineThatKeptIt() throws Exception {
    Provenance made = get(storeOf("old", Optional.empty())).set().provenance();

    assertThat(made.yardstick()).isEmpty();
    assertThat(storeOf("old", millis(20)).cost(made, true))
        .isEqualTo(new SetCost(made.workerTime(), 1));
    assertThat(storeOf("new", millis(20)).cost(made, true).isComparable()).isFalse();
    // A shipped or saved set may be of a machine that is called the same.
    assertThat(storeOf("old", millis(20)).cost(made, false).isComparable()).isFalse();
  }

  @Test
  void get_anyByteFlipped_warnsAndComputesAgain() throws Exception {
    get(store());
    byte[] intact = Files.readAllBytes(store().file(KEY.hash()));
    for (int position = 0; position < intact.length; position++) {
      byte[] damaged = intact.clone();
      damaged[position] ^= 0x10;
      assertDamageIsRepaired(damaged, "flipped at " + position);
    }
  }

  @Test
  void get_truncatedAnywhere_warnsAndComputesAgain() throws Exception {
    get(store());
    byte[] intact = Files.readAllBytes(store().file(KEY.hash()));
    for (int length = 0; length < intact.length; length++) {
      assertDamageIsRepaired(Arrays.copyOf(intact, length), "truncated to " + length);
    }
  }

  @Test
  void get_bytesAppended_warnsAndComputesAgain() throws Exception {
    get(store());
    byte[] intact = Files.readAllBytes(store().file(KEY.hash()));

    assertDamageIsRepaired(Arrays.copyOf(intact, intact.length + 1), "one more byte");
  }

  @Test
  void get_headerThatIsNoJsonOrTooShort_warnsAndComputesAgain() throws Exception {
    get(store());
    for (String header :
        List.of("", "{", "[]", "null", "{}", "{\"images\":-1}", "7", "{\"x\":1}")) {
      byte[] file = ("proxynas-proxy 2\n" + header + "\n").getBytes(StandardCharsets.UTF_8);
      assertDamageIsRepaired(file, header);
    }
  }

  private void assertDamageIsRepaired(byte[] damaged, String what) throws Exception {
    Path file = store().file(KEY.hash());
    Files.write(file, damaged);
    warnings.clear();

    ProxyStore.Answer answer = get(store());

    assertThat(answer.fromCache()).as(what).isFalse();
    assertThat(warnings)
        .as(what)
        .singleElement()
        .asString()
        .startsWith("the stored proxy set " + file + " cannot be used and is made again: it")
        .doesNotContain("\n");
    assertThat(get(store()).fromCache()).as(what).isTrue();
  }

  @Test
  void get_fileOfAnotherKey_warnsAndComputesAgain() throws Exception {
    ProxyKey other = new ProxyKey("beef", Method.DM, Map.of(), 2, new Seed(7));
    store().get(other, "fashion", Course.Listener.NONE, this::compute);
    Files.move(store().file(other.hash()), store().file(KEY.hash()));

    assertThat(get(store()).fromCache()).isFalse();
    assertThat(warnings)
        .singleElement()
        .asString()
        .endsWith("it holds the set of another key, " + other.hash());
  }

  @Test
  void get_folderThatIsAFile_namesItBeforeComputing() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));
    ProxyStore store = new ProxyStore(file, HOST, ProxyStore.Terms.USUAL, warnings::add);

    assertThatThrownBy(() -> get(store))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(
            "the folder of proxy sets must take files: cannot write to " + file + ": ");
    assertThat(computed).hasValue(0);
  }

  @Test
  void get_folderLostMeanwhile_warnsAndStillAnswers() throws Exception {
    Path folder = temporary.resolve("proxies");

    ProxyStore.Answer answer =
        store()
            .get(
                KEY,
                "fashion",
                Course.Listener.NONE,
                course -> {
                  delete(folder);
                  return IMAGES;
                });

    assertSame(answer.set());
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the proxy set could not be kept as " + store().file(KEY.hash()) + ": ");
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void get_failingComputation_throwsItsErrorAndKeepsNothing() throws Exception {
    ProxyStore store = store();

    assertThatThrownBy(
            () ->
                store.get(
                    KEY,
                    "fashion",
                    Course.Listener.NONE,
                    course -> {
                      throw new IllegalArgumentException("too few images");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("too few images");
    assertThat(files()).isEmpty();
    assertThat(get(store).fromCache()).isFalse();
  }

  @Test
  void get_interruptedAfterTheWork_stillKeepsTheSet() throws Exception {
    store()
        .get(
            KEY,
            "fashion",
            Course.Listener.NONE,
            course -> {
              Thread.currentThread().interrupt();
              return IMAGES;
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(get(store()).fromCache()).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void get_pixelThatIsNotFinite_isRefusedAndNotKept() throws Exception {
    float[] pixels = Sets.pixels(IMAGES);
    pixels[7] = Float.NaN;
    LabelledImages diverged =
        new LabelledImages(
            IMAGES.shape(), IMAGES.classNames(), new FloatPixels(pixels, 6), IMAGES.labels());

    assertThatThrownBy(() -> store().get(KEY, "fashion", Course.Listener.NONE, course -> diverged))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage(
            "the pixels of a set must be finite numbers, but image 1 has NaN; a lower learning"
                + " rate may help");
    assertThat(files()).isEmpty();
  }

  /** Adds 1 to one pixel an iteration. */
  private static class Counting implements Iterative {
    float count;

    @Override
    public double step(int iteration) {
      count++;
      return 1;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeFloat(count);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      count = in.readFloat();
    }
  }

  private LabelledImages count(Course course, Counting counting) throws InterruptedException {
    course.iterate(20, counting);
    float[] pixels = Sets.pixels(IMAGES);
    pixels[0] = counting.count;
    return new LabelledImages(
        IMAGES.shape(), IMAGES.classNames(), new FloatPixels(pixels, 6), IMAGES.labels());
  }

  private ProxyStore.Answer counted(ProxyStore.Terms terms) throws InterruptedException {
    ProxyStore store = new ProxyStore(temporary.resolve("proxies"), HOST, terms, warnings::add);
    return store.get(KEY, "fashion", Course.Listener.NONE, course -> count(course, new Counting()));
  }

  private static ProxyStore.Terms limited() {
    return new ProxyStore.Terms(false, Optional.of(Duration.ZERO));
  }

  @Test
  void get_timeLimit_keepsTheSetAsThatOfItsIterations() throws Exception {
    ProxyStore.Answer answer = counted(limited());
    Provenance provenance = answer.set().provenance();

    assertThat(provenance.key()).isEqualTo(KEY.withIterations(1));
    assertThat(provenance.key().configuration()).isEqualTo(Map.of("iterations", "1"));
    assertThat(provenance.timeLimit()).contains(Duration.ZERO);
    assertThat(answer.set().losses()).containsExactly(1);
    assertThat(answer.hash()).isEqualTo(KEY.withIterations(1).hash());
    ProxySet kept = ProxyFile.read(store().file(answer.hash()), KEY.withIterations(1));
    assertThat(Sets.pixels(kept.stored())[0]).isEqualTo(1);
    assertThat(kept.provenance()).isEqualTo(provenance);
    assertThat(store().file(KEY.hash())).doesNotExist();
  }

  @Test
  void get_afterATimeLimit_goesOnAndLeavesNoCheckpoint() throws Exception {
    String limited = counted(limited()).hash();
    assertThat(files()).hasSize(2);

    ProxyStore.Answer all = counted(ProxyStore.Terms.USUAL);

    assertThat(Sets.pixels(all.set().stored())[0]).isEqualTo(20);
    assertThat(all.set().losses()).hasSize(20);
    assertThat(all.set().provenance().timeLimit()).isEmpty();
    assertThat(files()).containsExactlyInAnyOrder(store().file(limited), store().file(KEY.hash()));
  }

  @Test
  void get_sameTimeLimitAgain_findsTheSetWithItsCost() throws Exception {
    ProxyStore.Answer first = counted(limited());
    ProxyStore.Answer second = counted(limited());

    assertThat(second.fromCache()).isTrue();
    assertThat(second.set().provenance()).isEqualTo(first.set().provenance());
  }

  @Test
  void get_timeLimitWhereTheWholeSetIsThere_givesThat() throws Exception {
    counted(ProxyStore.Terms.USUAL);

    assertThat(counted(limited()).hash()).isEqualTo(KEY.hash());
  }

  private ProxyStore.Answer counted(int iterations, Counting counting) throws InterruptedException {
    return store()
        .prefix(
            KEY, iterations, "fashion", Course.Listener.NONE, course -> count(course, counting));
  }

  @Test
  void prefix_ofMoreAndMoreIterations_goesOnFromTheOneBefore() throws Exception {
    List<String> steps = new ArrayList<>();
    for (int iterations : new int[] {3, 10, 20}) {
      Counting counting =
          new Counting() {
            @Override
            public double step(int iteration) {
              steps.add(iterations + ":" + iteration);
              return super.step(iteration);
            }
          };

      ProxyStore.Answer answer = counted(iterations, counting);

      assertThat(Sets.pixels(answer.set().stored())[0]).isEqualTo(iterations);
      assertThat(answer.set().losses()).hasSize(iterations);
      assertThat(answer.hash()).isEqualTo(KEY.withIterations(iterations).hash());
      assertThat(answer.set().provenance().timeLimit()).isEmpty();
    }

    assertThat(steps).hasSize(20).contains("3:2", "10:3", "20:10");
    assertThat(files()).hasSize(3); // the sets, and no checkpoint
  }

  @Test
  void prefix_thatIsThere_isFound() throws Exception {
    counted(3, new Counting());

    ProxyStore.Answer again = counted(3, new Counting());

    assertThat(again.fromCache()).isTrue();
  }

  @Test
  void prefix_behindTheCheckpoint_startsOver() throws Exception {
    counted(10, new Counting());

    assertThat(Sets.pixels(counted(3, new Counting()).set().stored())[0]).isEqualTo(3);
    assertThat(Sets.pixels(counted(20, new Counting()).set().stored())[0]).isEqualTo(20);
  }

  @Test
  void prefix_ofAMethodWithoutIterations_isRefused() {
    ProxyKey random = new ProxyKey("f00d", Method.RANDOM, Map.of(), 2, new Seed(7));

    assertThatThrownBy(
            () -> store().prefix(random, 3, "fashion", Course.Listener.NONE, this::compute))
        .hasMessage("a set made by random has no iterations");
  }

  @Test
  void has_keptSet_isKnownWithoutReadingIt() throws Exception {
    assertThat(store().has(KEY)).isFalse();
    get(store());

    assertThat(store().has(KEY)).isTrue();
  }

  @Test
  void get_anew_ignoresSetAndCheckpoint() throws Exception {
    counted(ProxyStore.Terms.USUAL);
    Files.createFile(temporary.resolve("proxies").resolve(KEY.hash() + ".checkpoint"));

    ProxyStore.Answer anew = counted(new ProxyStore.Terms(true, Optional.empty()));

    assertThat(anew.fromCache()).isFalse();
    assertThat(Sets.pixels(anew.set().stored())[0]).isEqualTo(20);
    assertThat(warnings).isEmpty();
    assertThat(files()).containsExactly(store().file(KEY.hash()));
  }

  @Test
  void get_ofNoShippedKey_isNotShipped() {
    assertThat(ShippedSets.find(KEY)).isEmpty();
  }
}
