package io.proxynas.cli.text;

import io.proxynas.eval.report.Versions;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the program, then what its figures depend on. */
public final class VersionText implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Map<String, String> versions = Versions.current();
    String libraries =
        versions.entrySet().stream()
            .filter(e -> !e.getKey().equals("proxynas"))
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    return new String[] {
      "nas-search " + versions.get("proxynas"),
      libraries,
      System.getProperty("java.vm.name") + " " + System.getProperty("java.version")
    };
  }
}
