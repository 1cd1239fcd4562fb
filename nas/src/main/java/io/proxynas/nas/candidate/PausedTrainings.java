package io.proxynas.nas.candidate;

import io.proxynas.engine.Seed;
import io.proxynas.train.PausedTraining;
import io.proxynas.train.TrainedNetwork;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trainings of candidates that a higher rung may take up again, in the memory of this process. Of
 * more than there is room for, those that were kept first are dropped. Who finds none trains from
 * fresh weights, to the same bits, so neither the room nor a killed process decides what comes out.
 */
public final class PausedTrainings {

  /** The share of Java's heap that they may take; candidates may take {@link MemoryLimit#SHARE}. */
  private static final int HEAP_PARTS = 10;

  private final long room;
  private final Map<Seed, PausedTraining> kept = new LinkedHashMap<>();
  private long bytes;

  /**
   * Nothing is kept yet.
   *
   * @param room in bytes
   */
  PausedTrainings(long room) {
    this.room = room;
  }

  /** With room in the heap of this process. */
  public static PausedTrainings ofThisHeap() {
    return new PausedTrainings(Runtime.getRuntime().maxMemory() / HEAP_PARTS);
  }

  /** Without room. */
  static PausedTrainings none() {
    return new PausedTrainings(0);
  }

  /**
   * Takes a training out.
   *
   * @param training its seed, of which each candidate has its own
   */
  synchronized Optional<PausedTraining> take(Seed training) {
    Optional<PausedTraining> paused = Optional.ofNullable(kept.remove(training));
    paused.ifPresent(one -> bytes -= one.bytes());
    return paused;
  }

  /**
   * Keeps where a training stands, if there is room and it can be stored.
   *
   * @param training its seed
   */
  void keep(Seed training, TrainedNetwork network) {
    if (room > 0) {
      network.pause().ifPresent(paused -> keep(training, paused));
    }
  }

  private synchronized void keep(Seed training, PausedTraining paused) {
    take(training);
    kept.put(training, paused);
    bytes += paused.bytes();
    Iterator<PausedTraining> first = kept.values().iterator();
    while (bytes > room) {
      bytes -= first.next().bytes();
      first.remove();
    }
  }
}
