package io.proxynas.cli.option;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.backend.DeviceRequest;
import picocli.CommandLine.Option;

/** What networks are computed on. */
public final class DeviceOptions {

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "What networks are computed on: cpu; cuda, all NVIDIA cards of the first one's model;"
              + " cuda:1, the second card; mps, Apple's graphics; or auto, a card if this build"
              + " finds one, else cpu. nas-search doctor tells what there is (default:"
              + " ${DEFAULT-VALUE}).")
  private String device = "";

  /**
   * Which device is asked for.
   *
   * @throws IllegalArgumentException with one sentence if it is no word of the option
   */
  public DeviceRequest request() {
    return DeviceRequest.parse(device);
  }

  /**
   * Takes it for this process.
   *
   * @throws IllegalArgumentException with one sentence if there is no such device
   */
  BackendChoice take() {
    return BackendChoice.take(request());
  }
}
