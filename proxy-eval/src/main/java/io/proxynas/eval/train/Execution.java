package io.proxynas.eval.train;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Demand;
import io.proxynas.engine.backend.DeviceRequest;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.evaluate.LocalWorkplace;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a plan is carried out; decides when a run is finished, not what it finds.
 *
 * @param workers classes condensed and candidates trained at a time on this machine, at least 1
 * @param timeLimit after which the search starts no candidate
 * @param out the run folder
 * @param resume whether to take up the journals in it
 * @param command the command line that repeats the run, for its report; empty without one
 * @param cluster where candidates are trained instead of on this machine
 * @param device what networks of this machine are computed on
 */
public record Execution(
    int workers,
    Optional<Duration> timeLimit,
    Path out,
    boolean resume,
    String command,
    Optional<Cluster> cluster,
    DeviceRequest device) {

  public Execution {
    Require.atLeastOne("workers", workers);
  }

  /** On the best device of this process. */
  public Execution(
      int workers,
      Optional<Duration> timeLimit,
      Path out,
      boolean resume,
      String command,
      Optional<Cluster> cluster) {
    this(workers, timeLimit, out, resume, command, cluster, DeviceRequest.AUTO);
  }

  /**
   * Takes the device for this process, before the first network is compiled.
   *
   * @throws IllegalArgumentException with one sentence if there is none such, or this process
   *     computes on another
   */
  public void takeDevice() {
    BackendChoice.take(device);
  }

  /**
   * Refuses what a cluster could not be sent, before anything is made for it; on this machine
   * nothing is sent.
   *
   * @param images of the largest training; empty where candidates train on small sets alone
   * @throws IllegalArgumentException with one sentence for the user
   */
  public void requireSendable(SearchSpace space, Optional<LabelledImages> images) {
    cluster.ifPresent(its -> its.require(space, images));
  }

  /**
   * Where candidates are trained; a cluster is connected to now.
   *
   * @param largest tells what no candidate exceeds, if a cluster has to know
   * @param observer hears that a cluster is connected to, which may take a while, and its warnings
   * @throws InterruptedException if the thread is interrupted while the cluster starts
   */
  public Workplace workplace(Supplier<Demand> largest, RunObserver observer)
      throws InterruptedException {
    if (cluster.isEmpty()) {
      return new LocalWorkplace(MemoryCheck.ofThisMachine(workers).limit());
    }
    observer.announces("starting a session on the cluster, which candidates are trained on");
    return cluster.get().connect(largest.get(), observer::warns);
  }
}
