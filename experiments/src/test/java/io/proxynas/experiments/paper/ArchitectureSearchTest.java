package io.proxynas.experiments.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.set.Method;
import io.proxynas.experiments.paper.StudyRows.Correlation;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.Selection.By;
import io.proxynas.experiments.run.Selection.Whole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchitectureSearchTest {

  private static final ArchitectureSearch SEARCH = new ArchitectureSearch();

  @TempDir private static Path root;
  private static TinyRun tiny;
  private static String table;

  private static Selection randomAndWhole(Selection offered) {
    return offered.withContestants(List.of(new By(Method.RANDOM), new Whole()));
  }

  @BeforeAll
  static void run() throws Exception {
    tiny = new TinyRun(root);
    table = tiny.run(SEARCH, ArchitectureSearchTest::randomAndWhole);
  }

  private static Row row(List<Row> rows, String score) {
    return rows.stream()
        .filter(row -> row.text(StudyRows.SCORE).equals(score))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void run_hasARowForEachSetAndRival() throws Exception {
    List<Row> rows = tiny.rows(SEARCH);
    assertThat(rows)
        .extracting(row -> row.text(StudyRows.SCORE))
        .contains(
            "random-ipc1",
            "whole",
            "early-stopping, ipc 1",
            "parameters",
            "flops",
            "naswot",
            "synflow",
            "jacobian-covariance")
        .doesNotHaveDuplicates();
    for (Row row : rows) {
      assertThat(row.whole(StudyRows.N)).isEqualTo(8);
      assertThat(row.whole(StudyRows.TOP_N)).isZero();
      assertThat(row.text(StudyRows.CHOICE)).startsWith("convnet-");
      assertThat(row.number(StudyRows.TEST)).isBetween(0.0, 1.0);
      assertThat(Correlation.TOP.of(row).isDefined()).isFalse();
    }
  }

  @Test
  void run_costs_areThoseOfTheSetAndOfTheTrainings() throws Exception {
    List<Row> rows = tiny.rows(SEARCH);
    Row random = row(rows, "random-ipc1");
    assertThat(random.whole(StudyRows.IMAGES)).isEqualTo(3);
    assertThat(random.whole(StudyRows.BYTES)).isEqualTo(3 * 256 * 4);
    Row whole = row(rows, "whole");
    assertThat(whole.whole(StudyRows.IMAGES)).isEqualTo(96);
    assertThat(whole.whole(StudyRows.BYTES)).isEqualTo(96 * 256);
    assertThat(whole.number(StudyRows.COST)).isZero();
    Row early = row(rows, "early-stopping, ipc 1"); // one epoch of three images
    assertThat(early.whole(StudyRows.IMAGES)).isEqualTo(3);
    assertThat(early.whole(StudyRows.BYTES)).isEqualTo(3 * 256);
    assertThat(row(rows, "flops").number(StudyRows.EACH)).isZero();
    assertThat(row(rows, "naswot").number(StudyRows.EACH)).isPositive();
  }

  @Test
  void run_mosaics_countAsStored_andTheirRivalsAreToldApart() throws Exception {
    TinyRun mosaics = new TinyRun(root.resolve("mosaics"));

    String shown =
        mosaics.run(
            SEARCH, c -> c.withContestants(List.of(new By(Method.RANDOM), new By(Method.DMF))));

    List<Row> rows = mosaics.rows(SEARCH);
    assertThat(rows).extracting(row -> row.text(StudyRows.SCORE)).doesNotHaveDuplicates();
    for (String stored : List.of("random-ipc1", "dmf-ipc1", "random-ipc1-x4")) {
      assertThat(row(rows, stored).whole(StudyRows.IMAGES)).as(stored).isEqualTo(3);
      assertThat(row(rows, stored).whole(StudyRows.BYTES)).as(stored).isEqualTo(3 * 256 * 4);
    }
    assertThat(row(rows, "early-stopping, ipc 1").whole(StudyRows.IMAGES)).isEqualTo(3);
    Row longer = row(rows, "early-stopping, dmf-ipc1"); // one epoch of four times as many
    assertThat(longer.whole(StudyRows.IMAGES)).isEqualTo(12);
    assertThat(longer.whole(StudyRows.BYTES)).isEqualTo(12 * 256);
    assertThat(shown).contains("| early-stopping, dmf-ipc1 ");
  }

  @Test
  void present_hasBothTablesAndAPictureOfEverySet() {
    assertThat(table)
        .contains(
            "8 candidates; 0 in the top 5 %; noise ceiling over all ",
            "| ranked by ", "| whole ", "![Validation accuracies of the candidates")
        .contains("(architecture-search-tiny_stripes.png)");
    assertThat(tiny.folder(SEARCH).resolve("architecture-search-tiny_stripes.png"))
        .isNotEmptyFile();
    assertThat(tiny.folder(SEARCH).resolve("study-tiny_stripes/study.json")).isNotEmptyFile();
  }

  @Test
  void run_afterAnInterruption_trainsOnlyWhatIsMissing() throws Exception {
    TinyRun second = new TinyRun(root.resolve("second"));
    String whole = second.run(SEARCH, ArchitectureSearchTest::randomAndWhole);
    Path folder = second.folder(SEARCH);
    Files.delete(folder.resolve("rows.csv")); // as if killed before the trial's end
    Path study = folder.resolve("study-tiny_stripes");
    Files.delete(study.resolve("study.json"));
    Path journal = study.resolve("validation-2/journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, 4)) + "\n");
    List<String> before = accuracies(second);

    second.run(SEARCH, ArchitectureSearchTest::randomAndWhole);

    assertThat(before).isEmpty();
    assertThat(accuracies(second)).isEqualTo(accuracies(tiny));
    assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines);
    assertThat(whole).contains("| random-ipc1 ");
  }

  private static List<String> accuracies(TinyRun run) throws Exception {
    return run.rows(SEARCH).stream()
        .map(
            row ->
                String.join(
                    " ",
                    row.text(StudyRows.SCORE),
                    row.text("spearman"),
                    row.text(StudyRows.CHOICE),
                    row.text(StudyRows.TEST)))
        .toList();
  }

  @Test
  void run_oneSetMore_showsTheNewStudyAlone() throws Exception {
    TinyRun grown = new TinyRun(root.resolve("grown"));
    grown.run(SEARCH, c -> c.withContestants(List.of(new By(Method.RANDOM))));

    String more =
        grown.run(
            SEARCH, c -> c.withContestants(List.of(new By(Method.RANDOM), new By(Method.HERDING))));

    assertThat(more).contains("| herding-ipc1 ").containsOnlyOnce("## tiny stripes");
    assertThat(more.lines().filter(line -> line.startsWith("| parameters "))).hasSize(2);
    assertThat(grown.rows(SEARCH)).extracting(Row::trial).contains("tiny stripes/random-ipc1");
  }
}
