package io.proxynas.engine;

import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.ResidentNetwork;
import io.proxynas.engine.graph.Program;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network's weights, gradients and velocity as arrays, and where the newest weights and velocity
 * are: here or on a device. Each side takes them over when it is next used.
 */
final class NetworkVectors implements AutoCloseable {

  private final float[] weights;
  private final float[] gradients;
  private final float[] velocity;
  private @Nullable ResidentNetwork resident;
  private boolean newerHere = true;
  private boolean newerThere;
  private int version;

  /** All zero. */
  NetworkVectors(Program program) {
    weights = new float[program.size()];
    gradients = new float[program.trainable()];
    velocity = new float[program.trainable()];
  }

  /** What executables share. */
  NetworkState state(RandomGenerator masks) {
    return new NetworkState(weights, gradients, masks);
  }

  /** The newest weights, running statistics included; after a change call {@link #changed}. */
  float[] weights() {
    takeOver();
    return weights;
  }

  /** What training by {@link Sgd} remembers; after a change call {@link #changed}. */
  float[] velocity() {
    takeOver();
    return velocity;
  }

  /** Of the trained part, by the last backward pass of an executable. */
  float[] gradients() {
    return gradients;
  }

  /**
   * Has the newest weights and velocity in the arrays.
   *
   * @throws IllegalStateException if they were on the device when it was closed
   */
  void takeOver() {
    if (newerThere) {
      if (resident == null) {
        throw new IllegalStateException(
            "weights that were trained on a device must be read before their network is closed,"
                + " but were not");
      }
      resident.read(weights, velocity);
      newerThere = false;
      version++;
    }
  }

  /** Takes a step by the gradients. */
  void step(Sgd sgd) {
    sgd.step(weights(), gradients, velocity, velocity.length);
    changed();
  }

  /** The arrays have changed. */
  void changed() {
    newerHere = true;
    version++;
  }

  /** Another number whenever the arrays have changed. */
  int version() {
    return version;
  }

  /**
   * The network on the device, with the newest weights and velocity.
   *
   * @param compiler makes it where there is none yet
   */
  ResidentNetwork onDevice(Supplier<ResidentNetwork> compiler) {
    ResidentNetwork network = resident;
    if (network == null) {
      takeOver();
      network = compiler.get();
      resident = network;
    }
    if (newerHere) {
      network.write(weights, velocity);
      newerHere = false;
    }
    return network;
  }

  /** Weights and velocity change on the device. */
  void changedOnDevice() {
    newerThere = true;
  }

  @Override
  public void close() {
    if (resident != null) {
      resident.close();
      resident = null;
      newerHere = true; // than in a resident network that may come
    }
  }
}
