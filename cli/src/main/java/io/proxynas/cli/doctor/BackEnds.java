package io.proxynas.cli.doctor;

import io.proxynas.cli.doctor.BackEnd.State;
import io.proxynas.engine.BackendSurvey;
import io.proxynas.engine.BackendSurvey.Obstacle;
import io.proxynas.engine.BackendSurvey.Offer;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import io.proxynas.engine.check.SelfTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tests back ends.
 *
 * @param survey what there is, the best first
 * @param only the one that this process was told to take by a system property; empty if none was
 * @param begins hears which is tested, before it is: a library may end the process
 */
public record BackEnds(BackendSurvey survey, Optional<String> only, Consumer<String> begins) {

  /** Those that compute, the best first, and then those that do not. */
  public List<BackEnd> tested() {
    List<BackEnd> all = new ArrayList<>();
    for (Offer offer : survey.offers()) {
      begins.accept("testing %s on %s".formatted(offer.provider().name(), offer.device().id()));
      all.add(tested(offer));
    }
    survey.obstacles().stream().map(BackEnds::hindered).forEach(all::add);
    for (KnownBackEnd known : KnownBackEnd.values()) {
      if (all.stream().noneMatch(b -> b.name().equals(known.word()))) {
        all.add(BackEnd.absent(known.word(), only.map(BackEnds::leftOut).orElse(known.remedy())));
      }
    }
    return all;
  }

  private BackEnd tested(Offer offer) {
    SelfTest test = SelfTest.of(offer::backend);
    return new BackEnd(
        offer.provider().name(),
        offer.device().id(),
        words(offer),
        test.passed() ? State.PASSED : State.FAILED,
        test.errors().map(SelfTest.Errors::largest).orElse(Double.NaN),
        test.gigaflops().orElse(Double.NaN),
        test.fault().map(fault -> wrong(offer, fault)).orElseGet(() -> right(offer)));
  }

  private static String words(Offer offer) {
    try {
      Backend backend = offer.backend();
      return backend.name();
    } catch (RuntimeException | LinkageError e) { // its self-test says why
      return offer.device().name();
    }
  }

  /** Why nothing computes on NVIDIA's cards, and what would; empty if something does. */
  String lackOfCards() {
    if (survey.devices().stream().anyMatch(device -> device.kind() == Kind.CUDA)) {
      return "";
    }
    return survey.offers().stream()
        .flatMap(offer -> offer.provider().lack(Kind.CUDA).stream())
        .findFirst()
        .orElse(KnownBackEnd.LIBTORCH.remedy());
  }

  private static BackEnd hindered(Obstacle obstacle) {
    return BackEnd.absent(obstacle.name(), obstacle.reason());
  }

  private static String leftOut(String only) {
    return "left out, since -Dproxynas.backend names " + only;
  }

  private String right(Offer offer) {
    Offer best = survey.offers().get(0);
    if (offer == best) {
      return "taken by --device auto";
    }
    Device device = offer.device();
    return firstOn(device) == offer
        ? "taken by --device " + device.id()
        : "%s comes before it; NAS_SEARCH_JAVA_OPTS=-Dproxynas.backend=%s takes this one"
            .formatted(firstOn(device).provider().name(), offer.provider().name());
  }

  /** What is taken where a device is asked for. */
  private Offer firstOn(Device device) {
    return survey.offers().stream()
        .filter(o -> o.device().id().equals(device.id()))
        .findFirst()
        .orElseThrow();
  }

  private String wrong(Offer offer, String fault) {
    String others =
        String.join(
            " or ",
            survey.offers().stream()
                .filter(o -> o != offer)
                .map(o -> o.provider().name() + " on " + o.device().id())
                .toList());
    return "computes wrongly here, so do not use it%s: %s"
        .formatted(others.isEmpty() ? "" : " but " + others, fault);
  }
}
