package io.proxynas.condense.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ProxyStoreConcurrencyTest {

  private static final LabelledImages IMAGES = Sets.random(new ImageShape(1, 2, 3), 4, "a", "b");
  private static final ProxyKey KEY = new ProxyKey("f00d", Method.DM, Map.of(), 2, new Seed(7));
  private static final Host HOST = new Host(Map.of(), "a test", 2, Clock.systemUTC());

  @TempDir private Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private ProxyStore store() {
    return new ProxyStore(folder, HOST, ProxyStore.Terms.USUAL, warning -> {});
  }

  @Test
  void get_fromEightThreads_computesOnce() throws Exception {
    ProxyStore store = store();
    AtomicInteger computed = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(8);
    List<Future<ProxyStore.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                return store.get(
                    KEY,
                    "data",
                    Course.Listener.NONE,
                    course -> {
                      computed.incrementAndGet();
                      Thread.sleep(50);
                      return IMAGES;
                    });
              }));
    }
    int made = 0;
    for (Future<ProxyStore.Answer> answer : answers) {
      made += answer.get().fromCache() ? 0 : 1;
      assertThat(answer.get().set().images()).isSameAs(IMAGES);
    }

    assertThat(computed).hasValue(1);
    assertThat(made).isEqualTo(1);
  }

  /** Asks in another thread, which waits when this returns. */
  private static Future<ProxyStore.Answer> waiting(ProxyStore store) {
    FutureTask<ProxyStore.Answer> follower =
        new FutureTask<>(() -> store.get(KEY, "data", Course.Listener.NONE, course -> IMAGES));
    Thread thread = new Thread(follower);
    thread.setDaemon(true);
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return follower;
  }

  @Test
  void get_leaderInterrupted_leavesNothingAndAWaitingThreadTakesOver() throws Exception {
    ProxyStore store = store();
    CountDownLatch started = new CountDownLatch(1);
    Future<ProxyStore.Answer> leader =
        threads.submit(
            () ->
                store.get(
                    KEY, "data", Course.Listener.NONE, course -> blockUntilInterrupted(started)));
    started.await();
    Future<ProxyStore.Answer> follower = waiting(store);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }

    leader.cancel(true);

    assertThat(follower.get().fromCache()).isFalse();
    assertThat(follower.get().set().images()).isSameAs(IMAGES);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(store.file(KEY.hash()));
    }
  }

  @Test
  void get_waitingThreadInterrupted_stopsWaitingAlone() throws Exception {
    ProxyStore store = store();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<ProxyStore.Answer> leader =
        threads.submit(
            () ->
                store.get(
                    KEY,
                    "data",
                    Course.Listener.NONE,
                    course -> {
                      started.countDown();
                      go.await();
                      return IMAGES;
                    }));
    started.await();

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> store.get(KEY, "data", Course.Listener.NONE, course -> IMAGES))
        .isInstanceOf(InterruptedException.class);
    go.countDown();

    assertThat(leader.get().fromCache()).isFalse();
  }

  @Test
  void get_leaderFails_aWaitingThreadTakesOver() throws Exception {
    ProxyStore store = store();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<ProxyStore.Answer> leader =
        threads.submit(
            () ->
                store.get(
                    KEY,
                    "data",
                    Course.Listener.NONE,
                    course -> {
                      started.countDown();
                      go.await();
                      throw new IllegalArgumentException("too few images");
                    }));
    started.await();
    Future<ProxyStore.Answer> follower = waiting(store);
    go.countDown();

    assertThatThrownBy(leader::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("too few images");
    assertThat(follower.get().fromCache()).isFalse();
  }

  @Test
  void get_twoStoresOverOneFolder_bothAnswerAndTheFileIsWhole() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    ProxyStore.Computation computation =
        course -> {
          both.countDown();
          both.await(); // neither has written before the other computes
          return IMAGES;
        };
    Future<ProxyStore.Answer> one =
        threads.submit(() -> store().get(KEY, "data", Course.Listener.NONE, computation));
    Future<ProxyStore.Answer> two =
        threads.submit(() -> store().get(KEY, "data", Course.Listener.NONE, computation));

    assertThat(one.get().fromCache()).isFalse();
    assertThat(two.get().fromCache()).isFalse();
    assertThat(store().get(KEY, "data", Course.Listener.NONE, course -> IMAGES).fromCache())
        .isTrue();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private static LabelledImages blockUntilInterrupted(CountDownLatch started)
      throws InterruptedException {
    started.countDown();
    new CountDownLatch(1).await();
    return IMAGES;
  }
}
