package io.proxynas.engine.backend;

import io.proxynas.engine.backend.Device.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which device is asked for.
 *
 * @param kind of device; empty for the best that is there, a card before the processor
 * @param index of the card; empty for all cards that are of one model with the first
 */
public record DeviceRequest(Optional<Kind> kind, OptionalInt index) {

  /** A card if there is one that a back end computes on, otherwise the processor. */
  public static final DeviceRequest AUTO = new DeviceRequest(Optional.empty(), OptionalInt.empty());

  private static final String AUTO_WORD = "auto";
  private static final Pattern CARD = Pattern.compile(Kind.CUDA.word() + ":(\\d{1,4})");

  public DeviceRequest {
    if (index.isPresent() && !kind.equals(Optional.of(Kind.CUDA))) {
      throw new IllegalArgumentException(
          "a number must be that of a card of the kind %s, but was %d of %s"
              .formatted(
                  Kind.CUDA.word(), index.getAsInt(), kind.map(Kind::word).orElse(AUTO_WORD)));
    }
  }

  /** Devices of a kind. */
  public static DeviceRequest of(Kind kind) {
    return new DeviceRequest(Optional.of(kind), OptionalInt.empty());
  }

  /**
   * What a text asks for.
   *
   * @param text {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:1} or {@code mps}
   * @throws IllegalArgumentException with one sentence if it is another
   */
  public static DeviceRequest parse(String text) {
    if (text.equals(AUTO_WORD)) {
      return AUTO;
    }
    Matcher card = CARD.matcher(text);
    if (card.matches()) {
      return new DeviceRequest(
          Optional.of(Kind.CUDA), OptionalInt.of(Integer.parseInt(card.group(1))));
    }
    return Arrays.stream(Kind.values())
        .filter(k -> k.word().equals(text))
        .findFirst()
        .map(DeviceRequest::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the device must be one of auto, cpu, cuda, cuda:<number> or mps, but was \"%s\""
                        .formatted(text)));
  }

  /** Whether a device is of those that are asked for. */
  public boolean admits(Device device) {
    return kind.map(k -> k == device.kind()).orElse(true)
        && (index.isEmpty() || index.getAsInt() == device.index());
  }

  /**
   * In one sentence, that no device is of those that are asked for.
   *
   * @param here what there is
   * @param reasons of the back ends, why there is no device of the kind
   */
  public String absence(List<Device> here, List<String> reasons) {
    boolean others = here.stream().anyMatch(device -> kind.equals(Optional.of(device.kind())));
    String why =
        !reasons.isEmpty()
            ? String.join("; ", reasons)
            : others ? "that is no number of a card" : kind.map(Kind::remedy).orElse("");
    return "the device must be one of those that are here (%s), but was %s: %s"
        .formatted(
            here.stream().distinct().map(Device::toString).collect(Collectors.joining(", ")),
            this,
            why);
  }

  /** As users write it. */
  @Override
  public String toString() {
    String word = kind.map(Kind::word).orElse(AUTO_WORD);
    return index.isPresent() ? word + ":" + index.getAsInt() : word;
  }
}
