package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SpreadTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

  /** By thread and card, the networks' passes that were compiled. */
  private final Map<String, Integer> compiled = new ConcurrentHashMap<>();

  private final Spread spread = new Spread(List.of(new Card("a", 300), new Card("b", 200)));

  private void work() {
    for (int network = 0; network < 3; network++) {
      try (Network its =
          Network.compile(ConvNet.ofWidth(2).configuration(SHAPE, 2, 1), SHAPE, spread)) {
        its.infer(new float[SHAPE.size()], 1, new float[2]);
      }
    }
  }

  @Test
  void compile_onSeveralThreads_eachKeepsOneCardAndAllAreUsed() throws InterruptedException {
    for (int worker = 0; worker < 4; worker++) {
      Thread thread = new Thread(this::work, "worker" + worker);
      thread.start();
      thread.join();
    }

    assertThat(compiled)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("worker0 a", 3, "worker1 b", 3, "worker2 a", 3, "worker3 b", 3));
  }

  @Test
  void name_andMemory_areOfAll() {
    assertThat(spread.name()).isEqualTo("card a and 1 more of its kind");
    assertThat(spread.freeBytes()).hasValue(200);
    assertThat(new Spread(List.of(new OneDnnBackend())).freeBytes()).isEmpty();
  }

  private final class Card implements Backend {

    private final Backend backend = new OneDnnBackend();
    private final String name;
    private final long free;

    Card(String name, long free) {
      this.name = name;
      this.free = free;
    }

    @Override
    public String name() {
      return "card " + name;
    }

    @Override
    public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
      compiled.merge(Thread.currentThread().getName() + " " + name, 1, Integer::sum);
      return backend.compile(program, batch, pass, state);
    }

    @Override
    public long bytes(Program program, int batch, Pass pass) {
      return backend.bytes(program, batch, pass);
    }

    @Override
    public OptionalLong freeBytes() {
      return OptionalLong.of(free);
    }
  }
}
