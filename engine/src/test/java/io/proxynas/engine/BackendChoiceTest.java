package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import io.proxynas.engine.backend.DeviceRequest;
import io.proxynas.engine.backend.NoBackendException;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {

  private static final Device CARD = new Device(Kind.CUDA, 0, "NVIDIA A10");

  private final List<String> prepared = new ArrayList<>();

  private BackendProvider provider(String name, Device device, int priority, String obstacle) {
    return new Offer(name, List.of(device), priority, obstacle, "", prepared);
  }

  private static BackendChoice choice(BackendProvider... providers) {
    return choice(DeviceRequest.AUTO, providers);
  }

  private static BackendChoice choice(DeviceRequest request, BackendProvider... providers) {
    return BackendChoice.of(List.of(providers), Optional.empty(), request);
  }

  private static BackendChoice choice(String request, BackendProvider... providers) {
    return choice(DeviceRequest.parse(request), providers);
  }

  private static Device card(int index, String name) {
    return new Device(Kind.CUDA, index, name);
  }

  private BackendProvider cards(String name, Device... devices) {
    return new Offer(name, List.of(devices), 5, "", "", prepared);
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
        choice(provider("fast", Device.PROCESSOR, 10, ""), provider("graphics", CARD, 0, ""));

    assertThat(choice.reason()).isEqualTo("graphics comes first on cuda:0");
    assertThat(choice.isOnCard()).isTrue();
    assertThat(choice.words()).matches("cuda:0: [A-Z0-9_]+, oneDNN .*");
  }

  @Test
  void of_theProcessorIsAskedFor_leavesTheCard() {
    BackendChoice choice =
        choice(
            "cpu", provider("graphics", CARD, 20, ""), provider("fast", Device.PROCESSOR, 10, ""));

    assertThat(choice.reason()).isEqualTo("fast comes first on cpu");
    assertThat(choice.devices()).containsExactly(Device.PROCESSOR);
  }

  @Test
  void of_cardsOfOneModel_takesAllOfThem() {
    Device first = card(0, "NVIDIA A10");
    Device second = card(1, "NVIDIA A10");
    BackendProvider provider =
        cards("graphics", Device.PROCESSOR, first, second, card(2, "NVIDIA T4"));

    assertThat(choice(provider).devices()).containsExactly(first, second);
    assertThat(choice("cuda", provider).devices()).containsExactly(first, second);
    assertThat(choice("cuda:1", provider).devices()).containsExactly(second);
    assertThat(choice("cuda:2", provider).devices()).containsExactly(card(2, "NVIDIA T4"));
    assertThat(choice("cpu", provider).devices()).containsExactly(Device.PROCESSOR);
    assertThat(choice("cuda", provider).words())
        .matches("cuda:0, cuda:1: .* and 1 more of its kind");
  }

  @Test
  void of_aCardWhereNoneIs_saysWhatThereIsAndWhatBringsOne() {
    BackendProvider fast = provider("fast", Device.PROCESSOR, 10, "");

    assertThatThrownBy(() -> choice("cuda", fast))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the device must be one of those that are here (cpu), but was cuda: a build with"
                + " -Ptorch-gpu computes on NVIDIA's cards (docs/platforms.md)");
    assertThatThrownBy(() -> choice("mps", fast))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the device must be one of those that are here (cpu), but was mps: a build with"
                + " -Ptorch on macOS arm64 computes on Apple's (docs/platforms.md)");
  }

  @Test
  void of_aNumberThatNoCardHas_saysWhichThereAre() {
    BackendProvider graphics = cards("graphics", card(0, "NVIDIA A10"), Device.PROCESSOR);

    assertThatThrownBy(() -> choice("cuda:1", graphics))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the device must be one of those that are here (cuda:0 (NVIDIA A10), cpu), but was"
                + " cuda:1: that is no number of a card");
  }

  @Test
  void of_aCardThatABackEndKnowsWhyItLacks_saysSo() {
    BackendProvider lacking = provider("lacking", Device.PROCESSOR, 10, "");

    assertThatThrownBy(() -> choice("cuda:3", lacking, provider("b", Device.PROCESSOR, 1, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the device must be one of those that are here (cpu), but was cuda:3: its driver is"
                + " asleep");
  }

  @Test
  void of_theProcessorWhereOnlyACardIs_isRejected() {
    assertThatThrownBy(() -> choice("cpu", provider("graphics", CARD, 0, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the device must be one of those that are here (cuda:0 (NVIDIA A10)), but was cpu: a"
                + " build without -Pcuda computes on the processor (docs/platforms.md)");
  }

  @Test
  void take_anotherAfterTheFirst_isTheSameChoice() {
    BackendChoice processor = BackendChoice.take(DeviceRequest.of(Kind.CPU));

    assertThat(BackendChoice.take(DeviceRequest.AUTO)).isSameAs(processor);
    assertThat(BackendChoice.automatic()).isSameAs(processor);
    assertThatThrownBy(() -> BackendChoice.take(DeviceRequest.of(Kind.CUDA)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the device must be one of those that are here (cpu), but was cuda");
    assertThat(BackendChoice.automatic()).isSameAs(processor);
  }

  @Test
  void survey_inTheEngine_isOneDnn() {
    BackendSurvey survey = BackendChoice.survey();

    assertThat(survey.devices()).containsExactly(Device.PROCESSOR);
    assertThat(survey.offers()).hasSize(1);
    assertThat(survey.offers().get(0).backend()).isInstanceOf(OneDnnBackend.class);
    assertThat(survey.obstacles()).isEmpty();
  }

  @Test
  void of_twoForTheProcessor_takesTheLargerPriority() {
    BackendChoice choice =
        choice(
            provider("slow", Device.PROCESSOR, 0, ""), provider("fast", Device.PROCESSOR, 10, ""));

    assertThat(choice.reason()).isEqualTo("fast comes first on cpu");
  }

  @Test
  void of_obstacles_takesTheNextAndSaysWhy() {
    BackendChoice choice =
        choice(
            provider("slow", Device.PROCESSOR, 0, ""),
            provider("fast", Device.PROCESSOR, 10, "no jnidnnl"),
            provider("graphics", CARD, 0, "no card"));

    assertThat(choice.reason()).isEqualTo("no fast: no jnidnnl; no graphics: no card");
    assertThat(choice.devices()).containsExactly(Device.PROCESSOR);
    assertThat(choice.isOnCard()).isFalse();
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

    assertThatThrownBy(
            () -> BackendChoice.of(usable, Optional.of("a card is needed"), DeviceRequest.AUTO))
        .isInstanceOf(NoBackendException.class)
        .hasMessage("a card is needed");
  }

  @Test
  void fault_ofTheFirstThatHasOne_afterAllArePrepared() {
    List<BackendProvider> providers =
        List.of(
            provider("a", CARD, 0, ""),
            new Offer("b", List.of(CARD), 0, "", "b can't run", prepared),
            new Offer("c", List.of(Device.PROCESSOR), 0, "", "nor can c", prepared));

    assertThat(BackendChoice.fault(providers)).hasValue("b can't run");
    assertThat(prepared).containsExactly("a", "b", "c");
  }

  @Test
  void named_aName_leavesTheOthersUnasked() {
    List<BackendProvider> found =
        List.of(provider("oneDNN", Device.PROCESSOR, 10, ""), provider("ND4J", CARD, 0, ""));

    assertThat(BackendChoice.named(found, Optional.of("onednn"))).containsExactly(found.get(0));
    assertThat(BackendChoice.named(found, Optional.empty())).isEqualTo(found);
    assertThat(BackendChoice.misnamed(found, Optional.of("onednn"))).isEmpty();
    assertThat(BackendChoice.misnamed(found, Optional.empty())).isEmpty();
  }

  @Test
  void misnamed_aNameThatNoneHas_saysWhichThereAre() {
    List<BackendProvider> found =
        List.of(provider("oneDNN", Device.PROCESSOR, 10, ""), provider("ND4J", CARD, 0, ""));

    assertThat(BackendChoice.misnamed(found, Optional.of("torch")))
        .hasValue("proxynas.backend must be one of [ND4J, oneDNN], but was torch");
  }

  /** What is empty is not there. */
  private record Offer(
      String name,
      List<Device> devices,
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
    public Optional<String> lack(Kind kind) {
      return Optional.of("its driver is asleep").filter(text -> name.equals("lacking"));
    }

    @Override
    public String reason(Device device) {
      return name + " comes first on " + device.id();
    }

    @Override
    public Backend backend(Device device) {
      return new OneDnnBackend();
    }
  }
}
