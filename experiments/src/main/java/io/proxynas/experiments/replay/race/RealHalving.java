package io.proxynas.experiments.replay.race;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Asynchronous successive halving over the epochs of trainings on the real images (Li et al., A
 * System for Massively Parallel Hyperparameter Tuning, MLSys 2020, algorithm 2), with one worker: a
 * network among the best 1/factor of its rung goes on to the next, and where none does a random one
 * begins.
 *
 * @param factor η
 * @param budget full trainings, at most, parts of them as fractions
 */
record RealHalving(int factor, double budget) implements Policy {

  @Override
  public String name() {
    return "ASHA on the real images";
  }

  @Override
  public Family family() {
    return Family.HALVING;
  }

  @Override
  public void run(Ledger ledger, RandomGenerator random) {
    new Rungs(ledger, random).run();
  }

  /** Epochs of each rung: the last is the full training, each before it takes 1/factor. */
  List<Integer> epochs(int full) {
    Deque<Integer> epochs = new ArrayDeque<>();
    for (double rung = full; rung > 0.5; rung /= factor) {
      int rounded = (int) Math.round(rung);
      if (epochs.isEmpty() || rounded < epochs.getFirst()) {
        epochs.addFirst(rounded);
      }
    }
    return List.copyOf(epochs);
  }

  /** A network on a rung. */
  private record Entry(int place, double seen) {}

  private final class Rungs {

    private final Ledger ledger;
    private final List<Integer> epochs;
    private final List<List<Entry>> entries = new ArrayList<>();
    private final List<Set<Integer>> promoted = new ArrayList<>();
    private final Deque<Integer> unseen;
    private double spent;

    Rungs(Ledger ledger, RandomGenerator random) {
      this.ledger = ledger;
      epochs = epochs(ledger.epochs());
      for (int rung = 0; rung < epochs.size(); rung++) {
        entries.add(new ArrayList<>());
        promoted.add(new HashSet<>());
      }
      unseen = new ArrayDeque<>(Draw.some(ledger.networks(), ledger.networks(), random));
    }

    void run() {
      boolean works = true;
      while (works && spent < budget) {
        works = promote() || begin();
      }
    }

    private boolean begin() {
      if (unseen.isEmpty()) {
        return false;
      }
      train(unseen.removeFirst(), 0);
      return true;
    }

    private boolean promote() {
      for (int rung = epochs.size() - 2; rung >= 0; rung--) {
        OptionalInt next = promotable(rung);
        if (next.isPresent()) {
          promoted.get(rung).add(next.getAsInt());
          train(next.getAsInt(), rung + 1);
          return true;
        }
      }
      return false;
    }

    private OptionalInt promotable(int rung) {
      return entries.get(rung).stream()
          .sorted(Comparator.comparingDouble(entry -> -entry.seen()))
          .limit(entries.get(rung).size() / factor)
          .mapToInt(Entry::place)
          .filter(place -> !promoted.get(rung).contains(place))
          .findFirst();
    }

    private void train(int place, int rung) {
      int from = rung == 0 ? 0 : epochs.get(rung - 1);
      int to = epochs.get(rung);
      spent += (double) (to - from) / ledger.epochs();
      entries.get(rung).add(new Entry(place, ledger.advance(place, from, to)));
      choose();
    }

    /** The best of the highest rung that has any. */
    private void choose() {
      for (int rung = epochs.size() - 1; rung >= 0; rung--) {
        if (!entries.get(rung).isEmpty()) {
          entries.get(rung).stream()
              .max(Comparator.comparingDouble(Entry::seen))
              .ifPresent(entry -> ledger.choose(entry.place()));
          return;
        }
      }
    }
  }
}
