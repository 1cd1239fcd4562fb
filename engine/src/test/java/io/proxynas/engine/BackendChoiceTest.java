package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.BackendProvider.Device;
import io.proxynas.engine.backend.NoBackendException;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {

  private final List<String> prepared = new ArrayList<>();

  private BackendProvider provider(String name, Device device, int priority, String obstacle) {
    return new Offer(name, device, priority, obstacle, "", prepared);
  }

  private static BackendChoice choice(BackendProvider... providers) {
    return BackendChoice.of(BackendChoice.inOrder(List.of(providers)), Optional.empty());
  }

  @Test
  void automatic_inTheEngine_isOneDnn() {
    BackendChoice choice = BackendChoice.automatic();

    assertThat(choice.backend()).isInstanceOf(OneDnnBackend.class);
    assertThat(choice.toString())
        .matches(
            "[A-Z0-9_]+, oneDNN \\d+\\.\\d+\\.\\d+(, Winograd)? \\(oneDNN's native library loads, .*\\)");
    assertThat(BackendChoice.prepare()).isEmpty();
  }

  @Test
  void of_cardAndProcessor_takesTheCard() {
    BackendChoice choice =
        choice(
            provider("fast", Device.PROCESSOR, 10, ""), provider("graphics", Device.CARD, 0, ""));

    assertThat(choice.reason()).isEqualTo("graphics comes first");
  }

  @Test
  void of_twoForTheProcessor_takesTheLargerPriority() {
    BackendChoice choice =
        choice(
            provider("slow", Device.PROCESSOR, 0, ""), provider("fast", Device.PROCESSOR, 10, ""));

    assertThat(choice.reason()).isEqualTo("fast comes first");
  }

  @Test
  void of_obstacles_takesTheNextAndSaysWhy() {
    BackendChoice choice =
        choice(
            provider("slow", Device.PROCESSOR, 0, ""),
            provider("fast", Device.PROCESSOR, 10, "no jnidnnl"),
            provider("graphics", Device.CARD, 0, "no card"));

    assertThat(choice.reason()).isEqualTo("no graphics: no card; no fast: no jnidnnl");
  }

  @Test
  void of_obstaclesOnly_isRejected() {
    assertThatThrownBy(() -> choice(provider("fast", Device.PROCESSOR, 10, "no jnidnnl")))
        .isInstanceOf(NoBackendException.class)
        .hasMessage(
            "a network needs a back end that can compute in this process, but there is no fast: no"
                + " jnidnnl");
  }

  @Test
  void of_nothing_isRejected() {
    assertThatThrownBy(() -> choice())
        .isInstanceOf(NoBackendException.class)
        .hasMessage(
            "a network needs a back end that can compute in this process, but there is none on the"
                + " class path");
  }

  @Test
  void of_aFault_isRejectedByIt() {
    List<BackendProvider> usable = List.of(provider("fast", Device.PROCESSOR, 10, ""));

    assertThatThrownBy(() -> BackendChoice.of(usable, Optional.of("a card is needed")))
        .isInstanceOf(NoBackendException.class)
        .hasMessage("a card is needed");
  }

  @Test
  void fault_ofTheFirstThatHasOne_afterAllArePrepared() {
    List<BackendProvider> providers =
        List.of(
            provider("a", Device.CARD, 0, ""),
            new Offer("b", Device.CARD, 0, "", "b can't run", prepared),
            new Offer("c", Device.PROCESSOR, 0, "", "nor can c", prepared));

    assertThat(BackendChoice.fault(providers)).hasValue("b can't run");
    assertThat(prepared).containsExactly("a", "b", "c");
  }

  @Test
  void named_aName_leavesTheOthersUnasked() {
    List<BackendProvider> found =
        List.of(provider("oneDNN", Device.PROCESSOR, 10, ""), provider("ND4J", Device.CARD, 0, ""));

    assertThat(BackendChoice.named(found, Optional.of("onednn"))).containsExactly(found.get(0));
    assertThat(BackendChoice.named(found, Optional.empty())).isEqualTo(found);
    assertThat(BackendChoice.misnamed(found, Optional.of("onednn"))).isEmpty();
    assertThat(BackendChoice.misnamed(found, Optional.empty())).isEmpty();
  }

  @Test
  void misnamed_aNameThatNoneHas_saysWhichThereAre() {
    List<BackendProvider> found =
        List.of(provider("oneDNN", Device.PROCESSOR, 10, ""), provider("ND4J", Device.CARD, 0, ""));

    assertThat(BackendChoice.misnamed(found, Optional.of("torch")))
        .hasValue("proxynas.backend must be one of [ND4J, oneDNN], but was torch");
  }

  /** What is empty is not there. */
  private record Offer(
      String name,
      Device device,
      int priority,
      String obstacleOrNone,
      String fault,
      List<String> prepared)
      implements BackendProvider {

    @Override
    public Optional<String> prepare() {
      prepared.add(name);
      return Optional.of(fault).filter(text -> !text.isEmpty());
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.of(obstacleOrNone).filter(text -> !text.isEmpty());
    }

    @Override
    public String reason() {
      return name + " comes first";
    }

    @Override
    public Backend backend() {
      return new OneDnnBackend();
    }
  }
}
