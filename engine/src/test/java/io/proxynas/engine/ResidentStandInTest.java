package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.ImageRange;
import io.proxynas.engine.backend.ResidentBatch;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The way to a device and back, without any; and how often weights go it. */
class ResidentStandInTest extends ResidentAgreement {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final Sgd SGD = new Sgd(0.01, 0.9, 0);

  private final ResidentStandIn device = new ResidentStandIn();

  @Override
  protected Backend backend() {
    return device;
  }

  private Network network() {
    var configuration = ConvNet.ofWidth(4).configuration(SHAPE, 2, 1);
    Network network = Network.compile(configuration, SHAPE, device);
    network.initialize(new Seed(1).generator());
    return network;
  }

  @Test
  void resident_ofABackEndOfArrays_isEmpty() {
    var configuration = ConvNet.ofWidth(4).configuration(SHAPE, 2, 1);
    try (Network network = Network.compile(configuration, SHAPE, new OneDnnBackend())) {
      assertThat(network.resident()).isEmpty();
    }
  }

  @Test
  void weights_whileStepsGoOn_stayOnTheDevice() {
    try (Network network = network()) {
      ResidentTraining training = network.resident().orElseThrow();
      try (ResidentImages set = training.images(new int[] {0, 1})) {
        for (int step = 0; step < 5; step++) {
          training.train(new ResidentBatch(set, new int[] {1, 0}, List.of()), SGD);
          training.takeLoss();
          training.infer(set, new ImageRange(0, 2, 2), new float[4]);
        }
        assertThat(device.writes()).isEqualTo(1);
        assertThat(device.reads()).isZero();

        network.snapshot();
        network.velocities();
        network.infer(new float[SHAPE.size()], 1, new float[2]);
        assertThat(device.reads()).isEqualTo(1);
        training.train(new ResidentBatch(set, new int[] {0}, List.of()), SGD);
        assertThat(device.writes()).isEqualTo(1);

        network.writeParameters(new float[(int) network.parameters()]);
        training.takeLoss();
        assertThat(device.writes()).isEqualTo(2);
        assertThat(device.reads()).isEqualTo(2);
      }
    }
    assertThat(device.open()).isZero();
  }

  @Test
  void weights_ofAClosedNetwork_areThoseReadBeforeOrRefused() {
    Network network = network();
    ResidentTraining training = network.resident().orElseThrow();
    try (ResidentImages set = training.images(new int[] {0, 1})) {
      ResidentBatch batch = new ResidentBatch(set, new int[] {1, 0}, List.of());
      training.train(batch, SGD);
      float[] reached = network.snapshot();
      network.close();
      assertThat(network.snapshot()).isEqualTo(reached);

      float[] before = new float[4];
      float[] after = new float[4];
      network.infer(new float[2 * SHAPE.size()], 2, before);
      training.infer(set, new ImageRange(0, 2, 2), after); // compiles it again
      assertThat(after).isEqualTo(before);

      training.train(batch, SGD);
      network.close();
      for (ThrowingCallable asks :
          List.<ThrowingCallable>of(
              network::snapshot,
              network::velocities,
              network::toDl4j,
              () -> network.infer(new float[SHAPE.size()], 1, new float[2]),
              () -> training.infer(set, new ImageRange(0, 2, 2), after))) {
        assertThatThrownBy(asks)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(
                "weights that were trained on a device must be read before their network is"
                    + " closed, but were not");
      }
    }
    assertThat(device.open()).isZero();
  }

  @Test
  void holds_moreThanTheMost_isFalse() {
    try (Network network = network()) {
      device.keepsAtMost(4 * SHAPE.size() * 10);

      assertThat(network.resident().orElseThrow().holds(10)).isTrue();
      assertThat(network.resident().orElseThrow().holds(11)).isFalse();
    }
  }

  /** Beside what arrays take: the network's own, and the sets that are not too large. */
  @Test
  void demand_ofADevice_countsTheSetsThatItKeeps() {
    Workload workload = Workload.of(70, 25, 30, 10).withStatistics(5, 10);
    device.keepsAtMost(4 * SHAPE.size() * 69);
    try (Network network = network()) {
      Demand resident = Demand.of(network.program(), workload, device);
      Demand arrays = Demand.of(network.program(), workload, new OneDnnBackend());

      assertThat(resident.nativeBytes() - arrays.nativeBytes())
          .isEqualTo(1000 * 25 + 4 * SHAPE.size() * (30 + 5));
      assertThat(resident.heapBytes()).isEqualTo(arrays.heapBytes());
    }
  }

  @Test
  void infer_beyondTheSet_isRejected() {
    try (Network network = network()) {
      ResidentTraining training = network.resident().orElseThrow();
      try (ResidentImages set = training.images(new int[] {0, 1})) {
        ImageRange range = new ImageRange(1, 2, 2);

        assertThatThrownBy(() -> training.infer(set, range, new float[4]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("a range must end within the 2 images of its set, but was [1, 3)");
        assertThatThrownBy(
                () ->
                    training.measureStatistics(
                        set, range, new RunningStatistics(network.program())))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("a range must end within the 2 images of its set, but was [1, 3)");
      }
    }
  }
}
