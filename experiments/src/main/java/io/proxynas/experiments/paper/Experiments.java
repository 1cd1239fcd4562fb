package io.proxynas.experiments.paper;

import io.proxynas.experiments.replay.calibration.CalibrationReplay;
import io.proxynas.experiments.replay.race.RaceReplay;
import io.proxynas.experiments.run.Experiment;
import java.util.List;

/** Every experiment, in the order of the list that the command line shows. */
public final class Experiments {

  private Experiments() {}

  /** All of them; names are distinct. */
  public static List<Experiment> all() {
    return List.of(
        new Accuracy(),
        new CrossArchitecture(),
        new TrainingTime(),
        new EmbeddingNetworks(),
        new Images(),
        new Distribution(),
        new LargeSets(),
        new ArchitectureSearch(),
        new Augmentations(),
        new CalibrationReplay(),
        new RaceReplay());
  }
}
