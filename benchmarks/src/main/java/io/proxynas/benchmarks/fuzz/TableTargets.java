package io.proxynas.benchmarks.fuzz;

import static io.proxynas.benchmarks.fuzz.Corpus.bytes;

import io.proxynas.eval.calibrate.ScoresFile;
import io.proxynas.eval.table.TableFolder;
import io.proxynas.experiments.feature.MapPoint;
import io.proxynas.experiments.replay.DartsTable;
import io.proxynas.experiments.replay.OwnTable;
import io.proxynas.experiments.row.RowFile;
import io.proxynas.experiments.row.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Readers of tables: scores and full trainings of networks, and the rows of experiments. */
final class TableTargets {

  private static final String MEASURED =
      """
      architecture,status,parameters,flops,decision:depth,free:naswot,free-seconds,dm-ipc5:accuracy@1,dm-ipc5:validation-loss@1,dm-ipc5:training-loss@1,dm-ipc5:seconds,full-1:accuracy@1,full-1:truth@1,full-1:seconds
      a,measured,12,34,1,0.5,0.1,0.25,1.5,1.25,2,0.5,0.75,3
      b,measured,13,35,2,0.25,0.1,0.5,1.25,1.5,2,0.75,0.5,3
      c,failed: too large,14,36,1,,,,,,,,,
      """;

  private static final String TABLE_JSON =
      """
      {"schema": 1, "plan": {"seed": 1, "space": "convnet"}, "sessions": [{"machine": "a machine",
       "begun": "2026-11-30T00:51:18Z", "workers": 2, "yardstick": 0.03, "firstRow": 1, "lastRow": 3,
       "sets": {"dm-ipc5": {"seconds": 90, "secondsHere": 60.5}}}]}
      """;

  private static final String SCORED =
      """
      {"val_accuracy": 92.5, "params": 3.5, "flops": 7, "snip": -1e-3, "jacov": 1, "grad_norm": 2,
       "plain": 3, "epe_nas": 4, "fisher": 5, "grasp": 6, "l2_norm": 7, "synflow": 8}
      """;

  private static final String DARTS =
      "{\"nasbench301\": {\"cifar10\": {\"net a\": %s, \"net b\": %s}}}".formatted(SCORED, SCORED);

  private static final String SCORES =
      "\uFEFFid, naswot ,\"true, acc\"\na,1.5,0.5\n\nb,-2e3,0.25\n";
  private static final String ROWS =
      "trial,part,set,accuracy\nx,1/2,\"a,b\",0.5\nx,2/2,c,0.25\ny,1/1,d,0.125\n";
  private static final String POINTS = "image,class,x,y\nreal,coat,1.5,-2\nsynthetic,coat,0,1e3\n";

  private TableTargets() {}

  static List<Target> all() {
    return List.of(
        twoFiles("truths-csv", "convnet", TableTargets::convnet),
        of("truths-json", "zc_nasbench301.json", DARTS, TableTargets::darts),
        of("scores", "scores.csv", SCORES, TableTargets::scores),
        twoFiles("table", "table", TableTargets::goOn),
        of("rows", "rows.csv", ROWS, TableTargets::rows),
        of(
            "settings",
            "settings.json",
            "{\"epochs\": \"3\", \"a\": \"b\"}",
            TableTargets::settings),
        of("points", "points.csv", POINTS, TableTargets::points));
  }

  private static Target of(String name, String file, String text, Target.Reader reader) {
    return Target.of(name, 250, file, bytes(text), Envelope.NONE, reader);
  }

  /** A table, in its two files. */
  private static Target twoFiles(String name, String file, Target.Reader reader) {
    String csv = file + ".csv";
    String json = file + ".json";
    return new Target(
        name,
        250,
        Map.of(csv, bytes(MEASURED), json, bytes(TABLE_JSON)),
        Map.of(csv, Envelope.NONE, json, Envelope.NONE),
        reader);
  }

  private static void goOn(Path folder, Consumer<String> warnings) throws Exception {
    String header = MEASURED.substring(0, MEASURED.indexOf('\n') + 1);
    TableFolder.open(folder, true, Map.of("space", "convnet", "seed", 1), header, warnings).close();
  }

  private static void convnet(Path folder, Consumer<String> warnings) throws Exception {
    OwnTable.CONVNET.read(Optional.of(folder));
  }

  private static void darts(Path folder, Consumer<String> warnings) throws Exception {
    new DartsTable().read(Optional.of(folder));
  }

  private static void scores(Path folder, Consumer<String> warnings) throws Exception {
    ScoresFile.read(folder.resolve("scores.csv"));
  }

  private static void rows(Path folder, Consumer<String> warnings) throws Exception {
    RowFile.open(folder.resolve("rows.csv"), List.of("set", "accuracy"), warnings).close();
  }

  private static void settings(Path folder, Consumer<String> warnings) throws Exception {
    new SettingsFile(folder.resolve("settings.json")).require(Map.of("epochs", "3"));
  }

  private static void points(Path folder, Consumer<String> warnings) throws Exception {
    MapPoint.read(folder.resolve("points.csv"));
  }
}
