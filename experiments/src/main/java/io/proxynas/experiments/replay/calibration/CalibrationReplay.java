package io.proxynas.experiments.replay.calibration;

import io.proxynas.experiments.replay.Replay;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.experiments.replay.TruthTables;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.Pictures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How well scores and a few full trainings together order the networks that were not trained: ρ
 * over all, ρ within the better half and the regret of the first three, by the number of trainings.
 */
public final class CalibrationReplay implements Replay {

  private static final List<Integer> TRUTHS = List.of(8, 12, 20, 30, 50);

  /** Of networks that must be left to judge by. */
  private static final int LEAST_LEFT = 10;

  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public String title() {
    return "how well a few full trainings teach the order of all other networks";
  }

  @Override
  public List<String> columns() {
    return CalibrationTrial.COLUMNS;
  }

  @Override
  public List<Trial> trials(Workbench bench) {
    List<Trial> trials = new ArrayList<>();
    for (TruthTable table : TruthTables.chosen(bench)) {
      for (ScoreView view : table.views()) {
        for (int truths : bench.scale().pick(TRUTHS.subList(0, 2), TRUTHS, TRUTHS)) {
          if (view.size() >= truths + LEAST_LEFT) {
            trials.add(trial(bench, table, view, truths));
          }
        }
      }
    }
    return trials;
  }

  private static Trial trial(Workbench bench, TruthTable table, ScoreView view, int truths) {
    int draws = bench.scale().pick(5, 50, 200);
    return new CalibrationTrial(table, view, truths, draws, bench.seed(), bench.workers());
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return new CalibrationText(rows, pictures).text();
  }
}
