package io.proxynas.engine.nd4j;

import io.proxynas.engine.internal.driver.Card;
import java.util.List;
import java.util.Optional;

/** Which cards ND4J's CUDA library has code for. */
final class CudaDevice {

  // The machine code in nd4j-cuda-11.6 1.0.0-M2.1 is for 3.7 to 8.6, without PTX for later ones;
  // code for 8.6 runs on 8.9 too.
  private static final double LOWEST = 3.7;
  private static final double ABOVE = 9;

  private static final String REMEDY = "; to run on the CPU instead, build without -Pcuda";

  private CudaDevice() {}

  /**
   * Why ND4J's CUDA library can't run, in one sentence; empty if it can.
   *
   * @param cards that this process may use
   */
  static Optional<String> obstacle(List<Card> cards) {
    if (cards.isEmpty()) {
      return Optional.of(
          "a build for CUDA needs an NVIDIA driver and a device, but nvidia-smi lists none that"
              + " CUDA_VISIBLE_DEVICES leaves"
              + REMEDY);
    }
    return cards.stream()
        .filter(card -> !isUsable(card))
        .findFirst()
        .map(
            card ->
                "ND4J's CUDA library has code for compute capabilities from 3.7 to below 9.0, but"
                    + " device %s (%s) has %s"
                        .formatted(card.index(), card.name(), card.capability())
                    + REMEDY
                    + ", or hide the device by CUDA_VISIBLE_DEVICES");
  }

  private static boolean isUsable(Card card) {
    if (!card.capability().matches("\\d+\\.\\d")) {
      return false;
    }
    double capability = Double.parseDouble(card.capability());
    return capability >= LOWEST && capability < ABOVE;
  }
}
