package io.proxynas.engine.internal.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The driver's own program {@code nvidia-smi}, asked in a process of its own, so that nothing
 * native is loaded here.
 */
public final class NvidiaSmi {

  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
  private static final long PATIENCE_SECONDS = 30;

  private NvidiaSmi() {}

  /**
   * The cards that this process may use, in the order of their slots; none without a driver, or
   * where {@code CUDA_VISIBLE_DEVICES} hides them. CUDA counts unlike cards in this order where
   * {@code CUDA_DEVICE_ORDER} is {@code PCI_BUS_ID}, as {@code nas-search} sets it.
   */
  public static List<Card> cards() {
    List<String> command =
        List.of("nvidia-smi", "--query-gpu=" + Card.FIELDS, "--format=csv,noheader,nounits");
    List<Card> all = lines(command).stream().flatMap(line -> Card.parse(line).stream()).toList();
    return visible(all, System.getenv());
  }

  static List<Card> visible(List<Card> all, Map<String, String> environment) {
    String visible = environment.get(VISIBLE);
    if (visible == null) {
      return all;
    }
    return Arrays.stream(visible.split(",", -1))
        .map(String::strip)
        .map(entry -> all.stream().filter(card -> card.isNamed(entry)).findFirst())
        .takeWhile(Optional::isPresent) // as CUDA does
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * The lines that a program prints; none where it is missing, fails or takes too long.
   *
   * @param command a program that prints a few kilobytes at most
   */
  public static List<String> lines(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? output.lines().toList() : List.of();
    } catch (IOException e) { // no such program
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
