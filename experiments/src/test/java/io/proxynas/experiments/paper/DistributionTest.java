package io.proxynas.experiments.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.set.Method;
import io.proxynas.experiments.feature.MapPoint;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.Selection.By;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {

  @TempDir private Path root;

  private static Selection selection(Selection offered, Method... methods) {
    return offered
        .withContestants(Stream.of(methods).<Selection.Contestant>map(By::new).toList())
        .withImagesPerClass(List.of(4));
  }

  @Test
  void run_mapsEachMethodAndTellsTheOffset() throws Exception {
    TinyRun tiny = new TinyRun(root);
    Distribution distribution = new Distribution();
    String table = tiny.run(distribution, c -> selection(c, Method.RANDOM, Method.DM));

    List<Row> rows = tiny.rows(distribution);
    assertThat(rows).hasSize(6);
    assertThat(rows)
        .extracting(row -> row.text("class"))
        .containsExactly("across", "down", "grey", "across", "down", "grey");
    for (Row row : rows) {
      assertThat(row.whole("real images")).isEqualTo(32); // of 40, a fifth is for validation
      assertThat(row.whole("synthetic images")).isEqualTo(4);
      assertThat(row.number("offset")).isPositive();
      assertThat(row.number("spread")).isPositive();
    }
    assertThat(table).contains("| method | class ", "| random | across |", " 0.500 |");
    List<MapPoint> points =
        MapPoint.read(tiny.folder(distribution).resolve("points-dm-ipc4-tiny_stripes.csv"));
    assertThat(points).hasSize(3 * (32 + 4));
    assertThat(points)
        .filteredOn(point -> point.kind() == MapPoint.Kind.SYNTHETIC)
        .extracting(MapPoint::label)
        .containsExactly(
            "across", "across", "across", "across", "down", "down", "down", "down", "grey", "grey",
            "grey", "grey");
    assertThat(tiny.folder(distribution).resolve("distribution-ipc4-tiny_stripes.png"))
        .isNotEmptyFile();
  }

  @Test
  void run_oneMethodMoreAndOtherWorkers_addsItsRowsAndKeepsTheMaps() throws Exception {
    TinyRun tiny = new TinyRun(root);
    Distribution distribution = new Distribution();
    Path points = tiny.folder(distribution).resolve("points-random-ipc4-tiny_stripes.csv");
    tiny.run(distribution, c -> selection(c, Method.RANDOM));
    String first = Files.readString(points);
    TinyRun other = new TinyRun(root.resolve("other"));

    tiny.run(distribution, c -> selection(c, Method.RANDOM, Method.DM));
    other.run(distribution, c -> selection(c, Method.DM, Method.RANDOM), 1);

    assertThat(tiny.rows(distribution)).hasSize(6);
    assertThat(points).hasContent(first);
    assertThat(other.folder(distribution).resolve(points.getFileName())).hasContent(first);
  }

  @Test
  void present_pointsThatAreGone_saysSo() throws Exception {
    TinyRun tiny = new TinyRun(root);
    Distribution distribution = new Distribution();
    tiny.run(distribution, c -> selection(c, Method.RANDOM));
    Files.delete(tiny.folder(distribution).resolve("points-random-ipc4-tiny_stripes.csv"));

    assertThat(tiny.run(distribution, c -> selection(c, Method.RANDOM)))
        .contains("points-random-ipc4-tiny_stripes.csv is not there any more.\n")
        .doesNotContain("![");
  }
}
