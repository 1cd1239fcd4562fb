package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("made/some.lock");
  }

  private void assertRefused(Path file) {
    assertThatThrownBy(() -> LockFile.take(file, "another has it"))
        .isInstanceOf(IOException.class)
        .hasMessage("another has it");
  }

  @Test
  void take_whileItIsHeldHere_isRefusedUnderEveryNameAndTheHolderKeepsIt() throws IOException {
    LockFile held = LockFile.take(file(), "");
    try (held) {
      assertThat(file()).isEmptyFile();
      assertRefused(file());
      assertRefused(folder.resolve("made/../made/some.lock"));
      LockFile.take(folder.resolve("made/other.lock"), "").close();
    }
    LockFile.take(file(), "").close();
  }

  @Test
  void close_again_leavesTheNextHolderItsFile() throws IOException {
    LockFile first = LockFile.take(file(), "");
    first.close();
    LockFile second = LockFile.take(file(), "");
    try (second) {
      first.close();
      assertRefused(file());
    }
  }

  @Test
  void take_whereAFileStands_saysSo() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    assertThatThrownBy(() -> LockFile.take(plain.resolve("x.lock"), ""))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write %s: file already exists (%s)", plain.resolve("x.lock"), plain);
  }

  @Test
  void await_byManyThreads_letsInOneAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      FutureTask<Integer> task =
          new FutureTask<>(
              () -> {
                int most = 0;
                for (int round = 0; round < 50; round++) {
                  LockFile held = LockFile.await(file());
                  try (held) {
                    most = Math.max(most, inside.incrementAndGet());
                    inside.decrementAndGet();
                  }
                }
                return most;
              });
      tasks.add(task);
      new Thread(task).start();
    }
    for (FutureTask<Integer> task : tasks) {
      assertThat(task.get()).isEqualTo(1);
    }
  }

  @Test
  void await_interruptedWhileAThreadHoldsIt_givesUp() throws Exception {
    LockFile held = LockFile.take(file(), "");
    try (held) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> LockFile.await(file())).isInstanceOf(InterruptedException.class);
    }
    Thread.interrupted();
    LockFile.await(file()).close();
  }

  @Test
  void ofAnotherProcess_isRefusedOrAwaitedUntilThatIsKilled() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file().toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      assertRefused(file());
      CompletableFuture<Boolean> gaveUp = new CompletableFuture<>();
      Thread waiting = waiting(gaveUp);
      waiting.interrupt();
      assertThat(gaveUp.get(30, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Boolean> givesUp = new CompletableFuture<>();
      waiting(givesUp);
      other.destroyForcibly(); // a killed process holds nothing
      assertThat(givesUp.get(30, TimeUnit.SECONDS)).isFalse();
      LockFile.take(file(), "another has it").close();
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Tells whether it was interrupted before it got the file. */
  private Thread waiting(CompletableFuture<Boolean> interrupted) {
    Thread thread =
        new Thread(
            () -> {
              try {
                LockFile.await(file()).close();
                interrupted.complete(false);
              } catch (InterruptedException e) {
                interrupted.complete(true);
              } catch (IOException e) {
                interrupted.completeExceptionally(e);
              }
            });
    thread.start();
    return thread;
  }

  /** Holds a file until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      LockFile held = LockFile.take(Path.of(arguments[0]), "another has it");
      try (held) {
        System.out.println("held");
        Thread.sleep(60_000);
      }
    }
  }
}
