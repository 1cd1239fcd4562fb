package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.Replay;
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
 * How much work each policy takes to a good network, everything counted: condensation, scores,
 * proxy trainings and full trainings.
 */
public final class RaceReplay implements Replay {

  @Override
  public String name() {
    return "race";
  }

  @Override
  public String title() {
    return "which way to a good network takes least work";
  }

  @Override
  public List<String> columns() {
    return RaceTrial.COLUMNS;
  }

  @Override
  public List<Trial> trials(Workbench bench) {
    int runs = bench.scale().pick(4, 50, 200);
    int budget = bench.scale().pick(12, 60, 60);
    List<Trial> trials = new ArrayList<>();
    for (TruthTable table : TruthTables.chosen(bench)) {
      for (Policy policy : new Policies(table, budget).all()) {
        trials.add(new RaceTrial(table, policy, runs, bench.seed(), bench.workers()));
      }
    }
    return trials;
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return new RaceText(rows, pictures).text();
  }
}
