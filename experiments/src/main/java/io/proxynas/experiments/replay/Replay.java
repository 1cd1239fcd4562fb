package io.proxynas.experiments.replay;

import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import java.util.List;

/** An experiment on {@link TruthTables}: it looks up what others have trained. */
public interface Replay extends Experiment {

  @Override
  default String source() {
    return "Replay on tables of truths, without training";
  }

  /** All tables there are. */
  @Override
  default Selection selection(Scale scale) {
    return new Selection(TruthTables.names(), List.of(), List.of());
  }
}
