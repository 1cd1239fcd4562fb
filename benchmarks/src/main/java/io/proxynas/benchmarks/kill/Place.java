package io.proxynas.benchmarks.kill;

import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with all that the processes of a trial read and write: where the user stands, the cache
 * folder, the folder for temporary files, and what they print.
 *
 * @param folder of the trial
 */
record Place(Path folder) {

  /** What a process prints, to both streams. */
  static final String OUTPUT = "output.txt";

  /** Where the user stands. */
  Path work() {
    return folder.resolve("work");
  }

  /** The cache folder. */
  Path home() {
    return folder.resolve("home");
  }

  /** For the temporary files of Java. */
  Path temporary() {
    return folder.resolve("tmp");
  }

  Path output() {
    return folder.resolve(OUTPUT);
  }

  /** Empties the folder, and puts the images into it. */
  void prepare() throws IOException {
    delete(folder);
    Photos.write(Files.createDirectories(work()).resolve(Photos.NAME));
    Files.createDirectories(home());
    Files.createDirectories(temporary());
  }

  /** Whether a file grows line by line; others are there whole or not at all. */
  static boolean grows(String file) {
    return file.endsWith(".jsonl")
        || file.endsWith("rows.csv")
        || file.endsWith("table.csv")
        || file.equals(OUTPUT);
  }

  /** Whether a file is one that a process writes before it has its name. */
  static boolean isTemporary(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") && (name.endsWith(".tmp") || name.endsWith(".part"));
  }

  /** All files but the images, also while a process makes and removes others. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Path photos = work().resolve(Photos.NAME);
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes) {
            return place.equals(photos) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return skip(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path place, @Nullable IOException e)
              throws IOException {
            return e == null ? FileVisitResult.CONTINUE : skip(e);
          }

          private static FileVisitResult skip(IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    files.sort(Comparator.naturalOrder());
    return files;
  }

  /** Where a file is, from the folder of the trial. */
  String name(Path file) {
    return folder.relativize(file).toString();
  }

  /** Whether a run was begun, and was not finished: empty if there is none. */
  Optional<Boolean> unfinished() throws IOException {
    Optional<Boolean> unfinished = Optional.empty();
    for (Path file : files()) {
      if (file.endsWith("run.json")) {
        boolean finished = JsonFile.mapper().readTree(file.toFile()).path("finished").asBoolean();
        unfinished = Optional.of(!finished || unfinished.orElse(false));
      }
    }
    return unfinished;
  }

  /** The lines that the last process has printed. */
  List<String> printed() throws IOException {
    return Files.exists(output()) ? Files.readString(output()).lines().toList() : List.of();
  }

  /** Keeps what the last process has printed, under a number. */
  void keepOutput(int number) throws IOException {
    if (Files.exists(output())) {
      Files.move(output(), folder.resolve("output-%d.txt".formatted(number)));
    }
  }

  /** Removes folders of runs in which no file is: a process was killed before it wrote any. */
  void removeEmptyRuns() throws IOException {
    Path runs = work().resolve("runs");
    if (!Files.isDirectory(runs)) {
      return;
    }
    try (Stream<Path> all = Files.list(runs)) {
      for (Path run : all.toList()) {
        if (isEmpty(run)) {
          Files.delete(run);
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  /** Removes a folder and all in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Moves the whole folder, in place of what is there. */
  Path moveTo(Path target) throws IOException {
    delete(target);
    Files.createDirectories(target.toAbsolutePath().getParent());
    return Files.move(folder, target);
  }
}
