package io.proxynas.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that go on, on a tiny image folder, in one process. */
class ResumeTest {

  private static final String SEARCH =
      "--dataset photos --size 12 --proxy random-ipc2 --space mlp --candidates 5 --epochs 1"
          + " --validate 3 --rivals none --workers 1";

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void images() throws IOException {
    shell = TestShell.withPhotos(directory);
  }

  private TestShell.Result run(String arguments) {
    return shell.line(arguments);
  }

  private TestShell.Result done(String arguments) {
    TestShell.Result result = run(arguments);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private RunFile runFile(String run) throws IOException {
    return RunFile.read(file(run)).orElseThrow();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  /** As SIGKILL leaves a run: its journal has so many outcomes and the rest is not there. */
  private void kill(String run, int outcomes) throws IOException {
    Path journal = file(run).resolve("journal.jsonl");
    Files.writeString(journal, String.join("\n", lines(journal).subList(0, 1 + outcomes)) + "\n");
    for (String result : List.of("ranking.csv", "report.json", "report.html")) {
      Files.delete(file(run).resolve(result));
    }
    begun(run);
  }

  /** As SIGKILL leaves a run that makes its proxy set. */
  private void killBeforeTheJournal(String run) throws IOException {
    RunFile itself = runFile(run);
    try (Stream<Path> files = Files.walk(file(run))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(file(run));
    itself.write(file(run));
    begun(run);
  }

  private void begun(String run) throws IOException {
    RunFile was = runFile(run);
    new RunFile(was.request(), was.directory(), was.version(), was.begun(), false).write(file(run));
  }

  /** ranking.csv without the seconds. */
  private List<String> ranking(String run) throws IOException {
    return lines(file(run).resolve("ranking.csv")).stream()
        .map(line -> line.split(",", -1))
        .map(
            fields -> {
              fields[5] = "";
              return String.join(",", fields);
            })
        .toList();
  }

  /** report.json without what a clock says. */
  private JsonNode report(String run) throws IOException {
    ObjectNode report =
        (ObjectNode) new ObjectMapper().readTree(file(run).resolve("report.json").toFile());
    withoutSeconds(report);
    return report;
  }

  private static void withoutSeconds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.stream()
          .filter(
              name ->
                  name.toLowerCase(Locale.ROOT).contains("seconds")
                      || List.of("speedup", "cost", "candidatesPerMinute", "fromCache")
                          .contains(name))
          .forEach(object::remove);
    }
    node.forEach(ResumeTest::withoutSeconds);
  }

  private void assertSame(String run, String other) throws IOException {
    assertThat(ranking(run)).isEqualTo(ranking(other));
    assertThat(report(run)).isEqualTo(report(other));
  }

  private void assertRefused(String arguments, String sentence) {
    TestShell.Result result = run(arguments + " --quiet");
    assertThat(result.errorLines()).containsExactly("nas-search: " + sentence);
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
  }

  private String mustKeep(String what, String run) {
    return "a run that goes on must keep its settings, but has %s in the run %s: leave that out, or begin another run"
        .formatted(what, file(run));
  }

  @Test
  void alone_takesUpTheNewestUnfinishedRun_andEndsAsAnUnbrokenOne() throws IOException {
    done(SEARCH + " --out whole");
    done(SEARCH);
    done(SEARCH + " --seed 2");
    done(SEARCH + " --seed 3"); // is finished
    kill("runs/photos-random-ipc2-seed1", 1);
    kill("runs/photos-random-ipc2-seed2", 2);

    TestShell.Result second = done("--resume");
    TestShell.Result first = done("--resume --workers 2 --device cpu");

    assertThat(second.err())
        .startsWith(
            "going on with %s: nas-search %s --seed 2\n"
                .formatted(file("runs/photos-random-ipc2-seed2"), SEARCH));
    assertThat(runFile("runs/photos-random-ipc2-seed2").finished()).isTrue();
    assertThat(first.err()).startsWith("going on with " + file("runs/photos-random-ipc2-seed1"));
    ObjectNode search = (ObjectNode) report("runs/photos-random-ipc2-seed1").get("search");
    assertThat(search.get("workers").intValue()).isEqualTo(2);
    assertThat(ranking("runs/photos-random-ipc2-seed1")).isEqualTo(ranking("whole"));
    assertThat(runFile("runs/photos-random-ipc2-seed1").request().options())
        .containsEntry("--workers", "2")
        .containsEntry("--device", "cpu")
        .containsEntry("--candidates", "5");

    assertRefused(
        "--resume",
        "--resume without --out must find an unfinished run of nas-search in %s, but there is none; --resume --out RUN goes on with any, and extends a finished one"
            .formatted(file("runs")));
    assertRefused(
        "study --resume",
        "--resume without --out must find an unfinished run of nas-search study in %s, but there is none; --resume --out RUN goes on with any, and extends a finished one"
            .formatted(file("runs")));
  }

  @Test
  void alone_withOptions_takesTheNewestRunThatHasThem_orNamesWhatDiffers() throws IOException {
    done(SEARCH);
    done(SEARCH + " --seed 2 --max-params 9000");
    kill("runs/photos-random-ipc2-seed1", 1);
    kill("runs/photos-random-ipc2-seed2", 1);

    assertRefused(
        "--resume --proxy dm-ipc2 --max-params 9000",
        mustKeep("--proxy dm-ipc2 here, random-ipc2", "runs/photos-random-ipc2-seed2"));
    assertRefused(
        "--resume --max-flops 3",
        mustKeep("--max-flops 3 here, not given", "runs/photos-random-ipc2-seed2"));
    TestShell.Result first = done("--resume --seed 1 --candidates 6");

    assertThat(first.err()).startsWith("going on with " + file("runs/photos-random-ipc2-seed1"));
    assertThat(ranking("runs/photos-random-ipc2-seed1")).hasSize(7);
  }

  @Test
  void killedWhileItsSetWasMade_goesOn_withTheSameSettingsOnly() throws IOException {
    done(SEARCH + " --out whole");
    done(SEARCH);
    killBeforeTheJournal("runs/photos-random-ipc2-seed1");

    assertRefused(
        "--resume --out runs/photos-random-ipc2-seed1 --epochs 2",
        mustKeep("--epochs 2 here, 1", "runs/photos-random-ipc2-seed1"));
    done(SEARCH); // another one
    done("--resume");

    assertThat(file("runs/photos-random-ipc2-seed1-2")).isDirectory();
    assertSame("runs/photos-random-ipc2-seed1", "whole");
  }

  @Test
  void extended_endsAsARunThatWasAskedForMoreAtOnce() throws IOException {
    done(SEARCH.replace("--candidates 5", "--candidates 9").replace("e 3", "e 6") + " --out more");
    done(SEARCH + " --out run");
    done("--resume --out run --candidates 9");
    kill("run", 6);

    assertRefused("--resume --out run --epochs 2", mustKeep("--epochs 2 here, 1", "run"));
    done("--resume --out run --validate 6"); // the nine candidates are remembered

    assertSame("run", "more");
    assertThat(file("run/command.txt"))
        .hasContent("nas-search " + String.join(" ", runFile("run").request().words()));
    assertThat(runFile("run").request().options())
        .containsEntry("--candidates", "9")
        .containsEntry("--validate", "6");
  }

  /** The later rounds of a longer search are others, and what they tell decides the ranking. */
  @Test
  void extended_calibrated_endsAsARunThatWasAskedForMoreAtOnce() throws IOException {
    String calibrated =
        "--dataset photos --size 12 --proxy random-ipc2 --epochs 1 --rivals none --depths 1,2"
            + " --widths 4,8 --rank-by calibrated --candidates %d --validate %d --out %s";
    done(calibrated.formatted(26, 18, "more"));
    done(calibrated.formatted(20, 14, "run"));
    done("--resume --out run --candidates 26");
    done("--resume --out run --validate 18");

    assertSame("run", "more");
    assertRefused("--resume --out run --rounds 3", mustKeep("--rounds 3 here, not given", "run"));
    assertRefused(
        "--resume --out run --validate 9",
        "a calibrated ranking must have at least 14 full trainings, 6 to learn from and 8 to be judged by, but had 9");
    assertThat(file("run/report.html")).content().doesNotContain("the journal has");
  }

  @Test
  void patience_endsTheSearch_whereverItWasKilled_andMoreOfItGoesOn() throws IOException {
    String patient =
        "--dataset photos --size 12 --proxy random-ipc2 --epochs 1 --validate 0 --depths 1,2"
            + " --widths 4,8 --strategy regularized-evolution --candidates 90 --patience 5 --out ";
    TestShell.Result whole = done(patient + "whole --workers 1");
    done(patient + "run --workers 3");
    kill("run", 7);
    done("--resume --out run --workers 2");

    assertThat(whole.out())
        .containsPattern("The search ended after \\d+ candidates, since the last");
    assertThat(ranking("run")).isEqualTo(ranking("whole")).hasSizeLessThan(80);
    assertThat(lines(file("run/journal.jsonl"))).hasSameSizeAs(lines(file("whole/journal.jsonl")));
    int before = ranking("run").size();
    done("--resume --out run --patience 30");
    assertThat(ranking("run")).hasSizeGreaterThan(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--patience 0 | patience must be at least 1, but was 0",
        "--patience 3 --strategy nsga2 | patience must go with a search for the first of one ranking, but was asked for with nsga2, which searches for the front of several objectives",
        "--patience 3 --rank-by calibrated --validate 20 | patience must go with a search for the first of one ranking, but was asked for with a calibrated ranking, whose rounds search for the first of another one each",
        "--resume --out typo | the run to go on with must be in a folder, but DIR/typo is none",
        "--resume --out photos | the run to go on with must be in the folder, but DIR/photos has no run in it",
        "study --resume --out typo | the run to go on with must be in a folder, but DIR/typo is none",
        "rank --resume --out typo.csv | the run to go on with must be in a folder, but DIR/typo is none",
        "table --resume --out typo | the run to go on with must be in a folder, but DIR/typo is none",
        "--resume | --resume without --out must find an unfinished run of nas-search in DIR/runs, but there is none; --resume --out RUN goes on with any, and extends a finished one",
      })
  void wrong_isRefused_andLeavesNothing(String arguments, String sentence) throws IOException {
    assertRefused(arguments, sentence.replace("DIR", directory.toString()));
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(file("photos"));
    }
  }

  /** Found out only when the images are there, and the folder is made. */
  @ParameterizedTest
  @CsvSource({
    "--proxy random-ipc900 --validate 0",
    "study --proxy random-ipc2+random-ipc900 --sample 3",
    "rank --sample 2 --proxy random-ipc900",
    "table --sample 2 --proxy random-ipc900 --out deep/er",
    "--proxy random-ipc900 --validate 0 --out deep/er"
  })
  void refused_leavesNoFolder(String arguments) throws IOException {
    TestShell.Result result =
        run(arguments.replace('+', ',') + " --dataset photos --size 12 --space mlp --epochs 1");

    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(file("runs")).doesNotExist();
    assertThat(file("deep")).doesNotExist();
  }

  @Test
  void conflicts_areNamedAsOptions() throws IOException {
    done(SEARCH + " --out run");
    for (String option :
        List.of(
            "--proxy random-ipc1 here, random-ipc2",
            "--seed 7 here, 1",
            "--strategy random here, genetic",
            "--space convnet here, mlp",
            "--rank-by naswot here, not given",
            "--seeds 2 here, 1",
            "--size 11 here, 12",
            "--scores synflow here, not given",
            "--max-params 99999 here, not given")) {
      String typed = option.substring(0, option.indexOf(" here"));
      assertRefused("--resume --out run " + typed, mustKeep(option, "run"));
    }
    assertRefused(
        "--resume --out run --seed 7 --epochs 3",
        mustKeep("--epochs 3 here, 1 in the run; --seed 7 here, 1", "run"));
    assertThat(runFile("run").request().options()).doesNotContainKey("--seed");
    done("--resume --out run --space mlp --rank-by training-loss --seed 1"); // no conflict
  }

  @Test
  void runOfALibrary_takesWhatIsGiven_andNamesWhatDiffers() throws IOException {
    done(SEARCH + " --out run");
    Files.delete(file("run/run.json"));

    TestShell.Result resumed = done("--resume --out run " + SEARCH);

    assertThat(resumed.err())
        .startsWith(
            "going on with %s, which does not say how it was begun: what is not given is the default\n"
                .formatted(file("run")));
    Files.delete(file("run/run.json"));
    assertRefused("--resume --out run --seed 4 " + SEARCH, mustKeep("--seed 4 here, 1", "run"));
    assertRefused(
        "--resume --out run " + SEARCH.replace("--epochs 1", "--epochs 2"),
        "a run that goes on must keep its settings, but the recipe of the trainings is another in %s (see --epochs)"
            .formatted(file("run")));
  }

  @Test
  void changedImages_areSaidToHaveChanged() throws IOException {
    done(SEARCH + " --out run");
    try (Stream<Path> images = Files.list(file("photos/train"))) {
      Path folder = images.sorted().findFirst().orElseThrow();
      Path image;
      try (Stream<Path> files = Files.list(folder)) {
        image = files.sorted().findFirst().orElseThrow();
      }
      Files.delete(image);
    }

    assertRefused(
        "--resume --out run",
        "a run that goes on must have the same images, but those of %s have changed since"
            .formatted(file("run")));
  }

  @Test
  void elsewhere_findsTheImagesThatWereNamedFromThere() throws IOException {
    done(SEARCH + " --out run");
    kill("run", 2);
    TestShell other = new TestShell(Files.createDirectories(file("other")));

    TestShell.Result resumed = other.run("--resume", "--out", "../run");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(runFile("run").request().options())
        .containsEntry("--dataset", file("photos").toString());
    done("--resume --out run"); // and back
  }

  @Test
  void anotherCommandsRun_isNamedWithItsCommand() {
    done(
        "rank --sample 2 --dataset photos --size 12 --space mlp --proxy random-ipc2 --epochs 1 --out list");

    assertRefused(
        "--resume --out list",
        "the run to go on with must be that of the same command, but %s has one of rank: nas-search rank --resume --out %s"
            .formatted(file("list"), file("list")));
  }

  @Test
  void damagedOrForeignRunFile_isOneLine() throws IOException {
    done(SEARCH + " --out run");
    Path itself = file("run/run.json");
    String good = Files.readString(itself);

    Files.writeString(itself, good.replace("--epochs", "--eras"));
    assertRefused(
        "--resume --out run",
        "a run that goes on must have options of this version, but %s was begun with --eras"
            .formatted(itself));
    Files.writeString(
        itself,
        "{\"schema\": 1, \"options\": {}, \"directory\": \"\", \"begun\": \"\\u001b[31m\"}");
    TestShell.Result escaping = run("--resume --out run --quiet");
    assertThat(escaping.errorLines())
        .containsExactly(
            "nas-search: what %s says of a run cannot be used: Text '\\u001b[31m' could not be parsed at index 0"
                .formatted(itself));
    Files.writeString(itself, "{}");
    TestShell.Result empty = run("--resume --out run --quiet");
    assertThat(empty.code()).isEqualTo(ExitCode.USAGE);
    assertThat(empty.errorLines())
        .containsExactly(
            "nas-search: what %s says of a run cannot be used: %s must have the schema 1 and options, but has not"
                .formatted(itself, itself));
  }

  @Test
  void otherCommands_takeTheirSettingsUp() throws IOException {
    String common = " --dataset photos --size 12 --space mlp --epochs 1 --workers 1";
    done("rank --sample 3 --proxy random-ipc2 --out list.csv" + common);
    done("study --sample 4 --proxy random-ipc2 --rivals none" + common);
    done("table --sample 2 --proxy random-ipc2 --truth-seeds 1 --out table" + common);

    done("rank --resume --out list.csv --sample 4");
    begun("runs/photos-study-seed1");
    TestShell.Result study = done("study --resume --proxy random-ipc2,random-ipc1");
    TestShell.Result table = done("table --resume --out table --sample 3");

    assertThat(lines(file("list.csv"))).hasSize(5);
    assertThat(study.err()).startsWith("going on with " + file("runs/photos-study-seed1"));
    assertThat(Arrays.asList(study.out().split("\n"))).anyMatch(l -> l.contains("random-ipc1"));
    assertThat(table.out()).startsWith("3 networks are measured, 1 of them now");
    assertRefused("table --resume --out table --epochs 2", mustKeep("--epochs 2 here, 1", "table"));
    assertRefused(
        "study --resume --out runs/photos-study-seed1 --size 11",
        mustKeep("--size 11 here, 12", "runs/photos-study-seed1"));
  }
}
