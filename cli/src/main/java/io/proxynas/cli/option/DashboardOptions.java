package io.proxynas.cli.option;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.Shell;
import io.proxynas.eval.internal.live.Dashboard;
import io.proxynas.eval.report.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether the page of a run is served while it goes on, and to whom. */
public final class DashboardOptions {

  private static final String PORT = "8477";
  private static final String HOST = "127.0.0.1";

  @Option(
      names = "--dashboard",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = PORT,
      description =
          "Serve the report to your browser while the run goes on, at port "
              + PORT
              + " or PORT; 0 takes any.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--dashboard-host",
      paramLabel = "HOST",
      description =
          "Where the dashboard listens; anyone who reaches it can read it (default: "
              + HOST
              + ", this machine alone).")
  private Optional<String> host = Optional.empty();

  /**
   * Refuses what no server can have, before images are read.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  public void requireUsable() {
    if (port.isEmpty() && host.isPresent()) {
      throw new IllegalArgumentException(
          "--dashboard-host must go with --dashboard, but was given alone");
    }
    port.ifPresent(number -> Dashboard.requireUsable(host.orElse(HOST), number));
  }

  /** Starts the server, if it was asked for, and says where it is. */
  public Optional<Dashboard> start(
      Shell shell, ConsoleObserver observer, RunRecord begun, Path folder) throws IOException {
    if (port.isEmpty()) {
      return Optional.empty();
    }
    Dashboard dashboard = Dashboard.start(host.orElse(HOST), port.get(), begun, folder);
    shell.err().println("dashboard: " + dashboard.address());
    if (dashboard.isOpenToOthers()) {
      observer.warns("the dashboard can be read by everyone who reaches " + dashboard.address());
    }
    return Optional.of(dashboard);
  }
}
