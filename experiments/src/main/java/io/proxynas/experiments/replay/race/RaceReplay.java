package io.proxynas.experiments.replay.race;

import io.proxynas.engine.Seed;
import io.proxynas.experiments.replay.ProxyTraining;
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
import java.util.function.Consumer;

/**
 * How much work each policy takes to a good network, everything counted: condensation, scores,
 * proxy trainings and full trainings.
 */
public final class RaceReplay implements Replay {

  private static final double PART = 2 / 3.0;

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
    for (TruthTable chosen : TruthTables.chosen(bench)) {
      TruthTable table = priced(chosen, bench.warnings());
      List<List<RaceTrial.Run>> each = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        each.add(run > 0 && table.isWhole() ? each.get(0) : runs(part(table, bench, run), budget));
      }
      for (int policy = 0; policy < each.get(0).size(); policy++) {
        int its = policy;
        trials.add(
            new RaceTrial(
                table,
                each.stream().map(policies -> policies.get(its)).toList(),
                bench.seed(),
                bench.workers()));
      }
    }
    return trials;
  }

  /**
   * Without the sets of unknown cost, whose policies would have to be timed without what they paid.
   */
  private static TruthTable priced(TruthTable table, Consumer<String> warnings) {
    List<ProxyTraining> known = new ArrayList<>();
    for (ProxyTraining proxy : table.proxies()) {
      if (proxy.isCostKnown()) {
        known.add(proxy);
      } else {
        warnings.accept(
            "%s is left out of the race on %s: what making the set took must be known, at the pace of the trainings there, but is not"
                .formatted(proxy.name(), table.name()));
      }
    }
    return table.withProxies(known);
  }

  /** One run of each policy. */
  private static List<RaceTrial.Run> runs(TruthTable table, int budget) {
    return new Policies(table, budget)
        .all().stream().map(policy -> new RaceTrial.Run(table, policy)).toList();
  }

  /**
   * A whole space as it is. Of a sample a random part, another for each run: else a policy without
   * chance would have one game only, and one lucky network would decide it.
   */
  private static TruthTable part(TruthTable table, Workbench bench, int run) {
    if (table.isWhole()) {
      return table;
    }
    int networks = (int) Math.ceil(PART * table.size());
    Seed seed = bench.seed().child(table.name()).child("part").child(run);
    return table.of(Draw.some(networks, table.size(), seed.generator()));
  }

  @Override
  public String present(List<Row> rows, Pictures pictures) throws IOException {
    return new RaceText(rows, pictures).text();
  }
}
