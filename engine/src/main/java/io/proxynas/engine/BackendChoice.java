package io.proxynas.engine;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.nd4j.Cuda;
import io.proxynas.engine.nd4j.Nd4jBackend;
import io.proxynas.engine.onednn.OneDnnBackend;
import java.util.Optional;

/**
 * The back end that networks are compiled for unless they are told another.
 *
 * @param backend the one chosen
 * @param reason why not the other, in a few words
 */
public record BackendChoice(Backend backend, String reason) {

  /**
   * ND4J's operations in a build for CUDA; otherwise oneDNN where its native library loads, and
   * ND4J's operations where it does not.
   */
  public static BackendChoice automatic() {
    return Automatic.CHOICE;
  }

  private static final class Automatic {
    static final BackendChoice CHOICE = of(Cuda.isBuild(), OneDnnBackend.obstacle());
  }

  static BackendChoice of(boolean cuda, Optional<String> obstacleToOneDnn) {
    if (cuda) {
      return new BackendChoice(new Nd4jBackend(), "this is a build for CUDA; oneDNN is for CPUs");
    }
    return obstacleToOneDnn
        .map(obstacle -> new BackendChoice(new Nd4jBackend(), "no oneDNN: " + obstacle))
        .orElseGet(
            () ->
                new BackendChoice(
                    new OneDnnBackend(),
                    "oneDNN's native library loads, and it is the faster one"));
  }

  /** Name and reason, such as "ND4J operations on CUDA (this is a build for CUDA; …)". */
  @Override
  public String toString() {
    return backend.name() + " (" + reason + ")";
  }
}
