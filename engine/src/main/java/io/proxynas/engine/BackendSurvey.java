package io.proxynas.engine;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.BackendProvider;
import io.proxynas.engine.backend.Device;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What could compute in this process.
 *
 * @param offers back ends with a device each, the best first
 * @param obstacles back ends that can't compute
 */
public record BackendSurvey(List<Offer> offers, List<Obstacle> obstacles) {

  /** The best first: by kind of device, then by priority of the back end. */
  private static final Comparator<Offer> BEST_FIRST =
      Comparator.comparing((Offer offer) -> offer.device().kind())
          .thenComparing(Comparator.comparing((Offer o) -> o.provider().priority()).reversed())
          .thenComparing(offer -> offer.device().index());

  /**
   * A back end on a device.
   *
   * @param provider of the back end
   * @param device one of its devices
   */
  public record Offer(BackendProvider provider, Device device) {

    /** The back end on the device. */
    public Backend backend() {
      return provider.backend(device);
    }

    /** Whether the other is of the same back end, and on the same model of device. */
    boolean isLike(Offer other) {
      return provider == other.provider
          && device.kind() == other.device.kind()
          && device.name().equals(other.device.name());
    }
  }

  /**
   * A back end that can't compute.
   *
   * @param name of the back end
   * @param reason in a few words
   */
  public record Obstacle(String name, String reason) {

    @Override
    public String toString() {
      return "no " + name + ": " + reason;
    }
  }

  public BackendSurvey {
    offers = List.copyOf(offers);
    obstacles = List.copyOf(obstacles);
  }

  static BackendSurvey of(List<BackendProvider> providers) {
    List<Offer> offers = new ArrayList<>();
    List<Obstacle> obstacles = new ArrayList<>();
    for (BackendProvider provider : providers) {
      Optional<String> reason = provider.obstacle();
      if (reason.isPresent()) {
        obstacles.add(new Obstacle(provider.name(), reason.get()));
      } else {
        provider.devices().forEach(device -> offers.add(new Offer(provider, device)));
      }
    }
    return new BackendSurvey(offers.stream().sorted(BEST_FIRST).toList(), obstacles);
  }

  /** Devices that something computes on, the best first. */
  public List<Device> devices() {
    return offers.stream().map(Offer::device).distinct().toList();
  }
}
