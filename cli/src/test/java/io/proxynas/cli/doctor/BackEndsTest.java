package io.proxynas.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.doctor.BackEnd.State;
import io.proxynas.cli.text.DoctorText;
import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.BackendSurvey;
import io.proxynas.engine.BackendSurvey.Obstacle;
import io.proxynas.engine.BackendSurvey.Offer;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.driver.Card;
import io.proxynas.eval.report.Machine;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackEndsTest {

  private static final Backend RIGHT = BackendChoice.automatic().backend();
  private static final Device CARD = new Device(Kind.CUDA, 0, "NVIDIA A10");

  private final List<String> begun = new ArrayList<>();

  private List<BackEnd> tested(List<Offer> offers, Obstacle... obstacles) {
    BackendSurvey survey = new BackendSurvey(offers, List.of(obstacles));
    return new BackEnds(survey, Optional.empty(), begun::add).tested();
  }

  private static Offer offer(String name, Device device, Backend backend) {
    return new Offer(new Provider(name, backend), device);
  }

  @Test
  void tested_aWrongBackEnd_isReportedAndNotAdvised() {
    List<BackEnd> found =
        tested(
            List.of(
                offer("libtorch", CARD, new Wrong()), offer("oneDNN", Device.PROCESSOR, RIGHT)));

    assertThat(found).extracting(BackEnd::name).containsExactly("libtorch", "oneDNN", "ND4J");
    assertThat(found)
        .extracting(BackEnd::state)
        .containsExactly(State.FAILED, State.PASSED, State.ABSENT);
    assertThat(found.get(0).advice())
        .startsWith(
            "computes wrongly here, so do not use it but oneDNN on cpu: relative errors must be at"
                + " most 5e-03, but were ");
    assertThat(found.get(1).advice()).isEqualTo("taken by --device cpu");
    assertThat(begun).containsExactly("testing libtorch on cuda:0", "testing oneDNN on cpu");
    assertThat(findings(found, List.of()).isWell()).isTrue();
  }

  @Test
  void tested_onlyAWrongBackEnd_isNotWell() {
    List<BackEnd> found = tested(List.of(offer("oneDNN", Device.PROCESSOR, new Wrong())));

    assertThat(found.get(0).advice()).startsWith("computes wrongly here, so do not use it: ");
    assertThat(findings(found, List.of()).isWell()).isFalse();
  }

  @Test
  void tested_severalForTheProcessor_saysHowTheOthersAreTaken() {
    List<BackEnd> found =
        tested(
            List.of(
                offer("oneDNN", Device.PROCESSOR, RIGHT), offer("ND4J", Device.PROCESSOR, RIGHT)),
            new Obstacle("libtorch", "its native library does not load (no jnitorch)"));

    assertThat(found)
        .extracting(BackEnd::advice)
        .containsExactly(
            "taken by --device auto",
            "oneDNN comes before it; NAS_SEARCH_JAVA_OPTS=-Dproxynas.backend=ND4J takes this one",
            "its native library does not load (no jnitorch)");
  }

  @Test
  void tested_aProperty_saysThatOthersAreLeftOut() {
    BackendSurvey survey =
        new BackendSurvey(List.of(offer("oneDNN", Device.PROCESSOR, RIGHT)), List.of());

    assertThat(new BackEnds(survey, Optional.of("onednn"), begun::add).tested())
        .extracting(BackEnd::advice)
        .containsExactly(
            "taken by --device auto",
            "left out, since -Dproxynas.backend names onednn",
            "left out, since -Dproxynas.backend names onednn");
  }

  @Test
  void lackOfCards_isWhatTheBackEndSays() {
    BackendSurvey none =
        new BackendSurvey(List.of(offer("oneDNN", Device.PROCESSOR, RIGHT)), List.of());
    BackendSurvey one = new BackendSurvey(List.of(offer("libtorch", CARD, RIGHT)), List.of());

    assertThat(new BackEnds(none, Optional.empty(), begun::add).lackOfCards())
        .startsWith("not in this build; in a checkout, MAVEN_ARGS=-Ptorch");
    assertThat(new BackEnds(one, Optional.empty(), begun::add).lackOfCards()).isEmpty();
  }

  @Test
  void text_ofFindings_hasCardsAndAdvice() {
    BackEnd torch =
        new BackEnd(
            "libtorch", "cuda:0", "libtorch 2.7.1 on NVIDIA A10", State.PASSED, 1e-5, 4321, "fast");
    Card card =
        new Card("0", "GPU-aa", "NVIDIA A10", "550.54", "8.6", 24_000_000_000L, 23_000_000_000L);

    assertThat(
            DoctorText.of(
                findings(List.of(torch, BackEnd.absent("ND4J", "is missing")), List.of(card))))
        .contains(
            "program    ProxyNAS 1.0",
            "processor  a processor, 4 for Java, L2 1M, 8,000 MB of memory",
            "cache      /home/cache, 5,000 MB free",
            "card 0     NVIDIA A10, 23,000 MB of 24,000 MB free, compute capability 8.6, driver 550.54",
            "libtorch  cuda:0  passed          1.0e-05   4321.0  libtorch 2.7.1 on NVIDIA A10\n",
            "ND4J      -       absent                -        -\n",
            "libtorch on cuda:0: fast.\n",
            "ND4J: is missing.\n",
            "Nothing computes on the cards: no driver.\n");
  }

  private static Findings findings(List<BackEnd> backEnds, List<Card> cards) {
    return new Findings(
        1,
        Map.of("proxynas", "1.0", "javacpp", "1.5"),
        new Machine(4, "a processor", 8_000_000_000L, "Linux", "Java 17", "cpu: AVX2"),
        "L2 1M",
        1_000_000_000,
        new Findings.Cache("/home/cache", 5_000_000_000L, ""),
        cards,
        cards.isEmpty() ? "" : "no driver",
        backEnds);
  }

  private record Provider(String name, Backend backend) implements BackendProvider {

    @Override
    public int priority() {
      return 0;
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }

    @Override
    public List<Device> devices() {
      return List.of(Device.PROCESSOR);
    }

    @Override
    public String reason(Device device) {
      return "";
    }

    @Override
    public Backend backend(Device device) {
      return backend;
    }
  }

  /** Its gradients of pixels are too large. */
  private record Wrong() implements Backend {

    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public long bytes(Program program, int batch, Pass pass) {
      return RIGHT.bytes(program, batch, pass);
    }

    @Override
    public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
      Executable executable = RIGHT.compile(program, batch, pass, state);
      return (Executable)
          Proxy.newProxyInstance(
              Executable.class.getClassLoader(),
              new Class<?>[] {Executable.class},
              (self, method, arguments) -> {
                Object result = method.invoke(executable, arguments);
                if (method.getName().equals("pixelGradient")) {
                  float[] gradient = (float[]) arguments[0];
                  for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= 1.5f;
                  }
                }
                return result;
              });
    }
  }
}
