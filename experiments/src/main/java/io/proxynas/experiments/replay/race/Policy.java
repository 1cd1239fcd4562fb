package io.proxynas.experiments.replay.race;

import java.util.random.RandomGenerator;

/** A way to find a good network of a table. */
interface Policy {

  /** What it is called in tables. */
  String name();

  /** Searches until it has spent its budget or has seen all that it may. */
  void run(Ledger ledger, RandomGenerator random);
}
