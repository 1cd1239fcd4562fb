package io.proxynas.experiments.replay.race;

import java.util.random.RandomGenerator;

/** Random search: random networks are trained in full, one after the other. */
record RandomTrainings() implements Policy {

  static final String NAME = "random search";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Family family() {
    return Family.RANDOM;
  }

  @Override
  public void run(Ledger ledger, RandomGenerator random) {
    Draw.some(ledger.networks(), ledger.networks(), random).forEach(ledger::train);
  }
}
