package io.proxynas.engine;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.backend.ResidentBackend;
import io.proxynas.engine.graph.Program;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several cards of one model as one back end. Each thread that compiles networks has a card of its
 * own choice: the threads take the cards in turn, so that workers are spread over them evenly.
 */
final class Spread implements Backend {

  private final List<Backend> cards;
  private final AtomicInteger threads = new AtomicInteger();
  private final ThreadLocal<Backend> own = ThreadLocal.withInitial(this::next);

  /**
   * @param cards at least one
   */
  Spread(List<Backend> cards) {
    this.cards = List.copyOf(cards);
  }

  private Backend next() {
    return cards.get(Math.floorMod(threads.getAndIncrement(), cards.size()));
  }

  @Override
  public String name() {
    return "%s and %d more of its kind".formatted(cards.get(0).name(), cards.size() - 1);
  }

  @Override
  public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
    return own.get().compile(program, batch, pass, state);
  }

  @Override
  public long bytes(Program program, int batch, Pass pass) {
    return cards.get(0).bytes(program, batch, pass);
  }

  /** Of the card that has the least. */
  @Override
  public OptionalLong freeBytes() {
    return cards.stream().map(Backend::freeBytes).flatMapToLong(OptionalLong::stream).min();
  }

  /** On the calling thread's card. */
  @Override
  public Optional<ResidentBackend> resident() {
    return own.get().resident();
  }
}
