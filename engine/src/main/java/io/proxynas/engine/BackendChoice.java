package io.proxynas.engine;

import io.proxynas.engine.BackendSurvey.Offer;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.DeviceRequest;
import io.proxynas.engine.backend.NoBackendException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The back end that networks are compiled for unless they are told another, and what it computes
 * on. A process computes on one device, or on cards of one model: native libraries are loaded and
 * set up once.
 *
 * @param backend the one chosen
 * @param devices that it computes on
 * @param reason why not another, in a few words
 */
public record BackendChoice(Backend backend, List<Device> devices, String reason) {

  private static final String PROPERTY = "proxynas.backend";

  private static volatile @Nullable BackendChoice taken;

  public BackendChoice {
    devices = List.copyOf(devices);
  }

  /**
   * What was {@link #take taken} before; otherwise, of the back ends on the class path, the first
   * that can compute: on a card before the processor. So it is libtorch where that finds a card,
   * ND4J's operations in a build for CUDA, otherwise oneDNN where its native library loads, and the
   * others where it does not. The system property {@value #PROPERTY} names one, such as {@code
   * libtorch}, which is then taken or none.
   *
   * @throws NoBackendException in one sentence, if none can
   */
  public static BackendChoice automatic() {
    return take(DeviceRequest.AUTO);
  }

  /**
   * Chooses a device for all networks of this process that are not told another back end. {@link
   * DeviceRequest#AUTO} keeps what was chosen before.
   *
   * @throws IllegalArgumentException in one sentence, if there is no such device, or if another was
   *     taken before
   * @throws NoBackendException in one sentence, if nothing can compute in this process
   */
  public static BackendChoice take(DeviceRequest request) {
    BackendChoice before = taken;
    if (before != null && request.equals(DeviceRequest.AUTO)) {
      return before;
    }
    return take(of(Found.PROVIDERS, Found.FAULT, request));
  }

  private static synchronized BackendChoice take(BackendChoice choice) {
    BackendChoice before = taken;
    if (before == null) {
      taken = choice;
      return choice;
    }
    if (!before.devices.equals(choice.devices)) {
      throw new IllegalArgumentException(
          "all networks of a process must be computed on one device, but after %s it was %s"
              .formatted(before.ids(), choice.ids()));
    }
    return before;
  }

  /**
   * Lets each back end load what must be loaded before ND4J's native library; a program that has
   * not touched ND4J yet calls this first.
   *
   * @return in one sentence, why nothing can run in this process; empty if something can
   */
  public static Optional<String> prepare() {
    return Found.FAULT;
  }

  /** All that could compute in this process, where {@link #prepare} says that something can. */
  public static BackendSurvey survey() {
    return BackendSurvey.of(Found.PROVIDERS);
  }

  private static final class Found {
    private static final Optional<String> NAME = Optional.ofNullable(System.getProperty(PROPERTY));
    private static final List<BackendProvider> ALL = onClassPath();
    static final List<BackendProvider> PROVIDERS = named(ALL, NAME);
    static final Optional<String> FAULT = misnamed(ALL, NAME).or(() -> fault(PROVIDERS));

    private static List<BackendProvider> onClassPath() {
      ClassLoader loader = BackendChoice.class.getClassLoader();
      return ServiceLoader.load(BackendProvider.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(BackendProvider::priority).reversed())
          .toList();
    }
  }

  /** Those of a name, or all where none is given. What is left out is not even asked what it is. */
  static List<BackendProvider> named(List<BackendProvider> found, Optional<String> name) {
    return found.stream()
        .filter(p -> name.isEmpty() || p.name().equalsIgnoreCase(name.get()))
        .toList();
  }

  /** In one sentence, that nothing has the name given; empty if something has or none is given. */
  static Optional<String> misnamed(List<BackendProvider> found, Optional<String> name) {
    return name.filter(n -> named(found, name).isEmpty())
        .map(
            n ->
                "%s must be one of %s, but was %s"
                    .formatted(
                        PROPERTY, found.stream().map(BackendProvider::name).sorted().toList(), n));
  }

  /** Prepares all, and then tells what the first one says that has something to say. */
  static Optional<String> fault(List<BackendProvider> providers) {
    List<Optional<String>> faults = providers.stream().map(BackendProvider::prepare).toList();
    return faults.stream().flatMap(Optional::stream).findFirst();
  }

  static BackendChoice of(
      List<BackendProvider> providers, Optional<String> fault, DeviceRequest request) {
    if (fault.isPresent()) {
      throw new NoBackendException(fault.get());
    }
    BackendSurvey survey = BackendSurvey.of(providers);
    String obstacles =
        survey.obstacles().stream().map(Object::toString).collect(Collectors.joining("; "));
    if (survey.offers().isEmpty()) {
      throw new NoBackendException(
          "a network needs a back end that can compute in this process, but there is "
              + (obstacles.isEmpty() ? "none on the class path" : obstacles));
    }
    List<Offer> admitted =
        survey.offers().stream().filter(offer -> request.admits(offer.device())).toList();
    if (admitted.isEmpty()) {
      throw new IllegalArgumentException(
          request.absence(survey.devices(), lacks(providers, request)));
    }
    Offer first = admitted.get(0);
    String reason = obstacles.isEmpty() ? first.provider().reason(first.device()) : obstacles;
    return of(admitted.stream().filter(first::isLike).toList(), reason);
  }

  /** Of one back end, on cards of one model or on one device. */
  private static BackendChoice of(List<Offer> chosen, String reason) {
    List<Backend> backends = chosen.stream().map(Offer::backend).toList();
    return new BackendChoice(
        backends.size() == 1 ? backends.get(0) : new Spread(backends),
        chosen.stream().map(Offer::device).toList(),
        reason);
  }

  private static List<String> lacks(List<BackendProvider> providers, DeviceRequest request) {
    return request.kind().stream()
        .flatMap(kind -> providers.stream().flatMap(provider -> provider.lack(kind).stream()))
        .toList();
  }

  /** Whether it computes on a card. */
  public boolean isOnCard() {
    return devices.get(0).isCard();
  }

  private String ids() {
    return devices.stream().map(Device::id).collect(Collectors.joining(", "));
  }

  /** The devices and what computes, such as "cpu: AVX512_CORE, oneDNN 3.8.1". */
  public String words() {
    return ids() + ": " + backend.name();
  }

  /** Name and reason, such as "ND4J operations on CUDA (this is a build for CUDA; …)". */
  @Override
  public String toString() {
    return backend.name() + " (" + reason + ")";
  }
}
