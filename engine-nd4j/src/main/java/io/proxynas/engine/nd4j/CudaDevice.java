package io.proxynas.engine.nd4j;

import java.util.List;
import java.util.Optional;

/**
 * A device as {@code nvidia-smi} lists it.
 *
 * @param index of the device
 * @param capability its compute capability, ten times the number: 86 is 8.6
 * @param name of the model
 */
record CudaDevice(String index, int capability, String name) {

  // The machine code in nd4j-cuda-11.6 1.0.0-M2.1 is for 3.7 to 8.6, without PTX for later ones;
  // code for 8.6 runs on 8.9 too.
  private static final int LOWEST = 37;
  private static final int ABOVE = 90;

  private static final String REMEDY = "; to run on the CPU instead, build without -Pcuda";

  /**
   * Why ND4J's CUDA library can't run, in one sentence; empty if it can.
   *
   * @param lines of {@code nvidia-smi --query-gpu=index,compute_cap,name --format=csv,noheader}
   */
  static Optional<String> obstacle(List<String> lines) {
    List<String> listed = lines.stream().filter(line -> !line.isBlank()).toList();
    if (listed.isEmpty()) {
      return Optional.of(
          "a build for CUDA needs an NVIDIA driver and a device, but nvidia-smi lists none"
              + REMEDY);
    }
    return listed.stream().flatMap(line -> obstacle(line).stream()).findFirst();
  }

  private static Optional<String> obstacle(String line) {
    try {
      CudaDevice device = parse(line);
      return device.isUsable()
          ? Optional.empty()
          : Optional.of(
              "ND4J's CUDA library has code for compute capabilities from 3.7 to below 9.0, but"
                  + " device %s (%s) has %d.%d"
                      .formatted(
                          device.index, device.name, device.capability / 10, device.capability % 10)
                  + REMEDY
                  + ", or hide the device by CUDA_VISIBLE_DEVICES");
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "nvidia-smi must list devices as \"index, compute capability, name\", but said \""
              + line
              + "\""
              + REMEDY);
    }
  }

  private static CudaDevice parse(String line) {
    String[] fields = line.split("\\s*,\\s*", 3);
    if (fields.length < 3 || !fields[1].matches("\\d+\\.\\d")) {
      throw new IllegalArgumentException(line);
    }
    return new CudaDevice(
        fields[0].strip(), Integer.parseInt(fields[1].replace(".", "")), fields[2].strip());
  }

  private boolean isUsable() {
    return capability >= LOWEST && capability < ABOVE;
  }
}
