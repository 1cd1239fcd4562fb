package io.proxynas.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.embed.MixedEmbeddings;
import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.embed.TrainedNetworks;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.experiments.run.Effort.Passes;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Images that pass through networks, counted by hand. */
class EffortTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final Mlp NETWORK = new Mlp(4);
  private static final LabelledImages REAL = images(200);

  private static LabelledImages images(int count) {
    return new LabelledImages(
        SHAPE,
        List.of("a", "b"),
        new FloatPixels(new float[count * SHAPE.size()], SHAPE.size()),
        IntStream.range(0, count).map(i -> i % 2).toArray());
  }

  private static double images(CondensationSettings settings, Method method, int size) {
    return effort(settings, method, size).passes().stream().mapToDouble(Passes::images).sum();
  }

  private static Effort effort(CondensationSettings settings, Method method, int size) {
    return new CondensationEffort(REAL, settings).of(new ProxySpec.Condensed(method, size));
  }

  @Test
  void matching_iterations_takeRealBatchesAndSyntheticImages() {
    CondensationSettings cpu = CondensationSettings.CPU;

    // 800 iterations of 2 classes: 64 real, 10 synthetic forward and back to the pixels
    assertThat(images(cpu, Method.DM, 10)).isEqualTo(800 * 2 * (64 + 2 * 10));
    assertThat(images(cpu, Method.DMF, 10)).isEqualTo(800 * 2 * (64 + 2 * 4 * 10));
    // and each iteration trains one network on 4 batches of 64
    assertThat(images(cpu, Method.IDM, 10))
        .isEqualTo(500 * 2 * (64 + 2 * 4 * 10) + 3 * 500 * 4 * 64);
  }

  @Test
  void trainedEmbeddings_trainFirst() {
    Recipe recipe = new Recipe(2, 64, 0.01, 0.9, 5e-4, Optional.empty());
    var matching = CondensationSettings.CPU.distributionMatching();
    var pool = new TrainedNetworks(List.of(NETWORK), 5, recipe, 1);
    double fresh = images(CondensationSettings.CPU, Method.DM, 10);

    CondensationSettings trained =
        CondensationSettings.CPU.withMatching(Method.DM, matching.withEmbeddings(pool));
    CondensationSettings mixed =
        CondensationSettings.CPU.withMatching(
            Method.DM,
            matching.withEmbeddings(
                new MixedEmbeddings(List.of(pool, RandomNetworks.of(new Mlp(8))))));

    assertThat(images(trained, Method.DM, 10)).isEqualTo(fresh + 3 * 2 * 200 * 5);
    assertThat(images(mixed, Method.DM, 10)).isEqualTo(fresh + 3 * 2 * 200 * 5);
  }

  @Test
  void gradientMatching_networks_takeStepsAndTraining() {
    // 30 networks of 10 steps: 64 real and 10 synthetic images of 2 classes; 9 times 2 epochs
    double matching = 10 * 2 * (3 * 64 + 9 * 10);
    double training = 3 * 9 * 2 * 2 * 10;
    assertThat(images(CondensationSettings.CPU, Method.DSA, 10))
        .isEqualTo(30 * (matching + training));
    // 400 networks of one step and no training
    assertThat(images(CondensationSettings.CPU, Method.DC, 1)).isEqualTo(400 * 2 * (3 * 64 + 9));
  }

  @Test
  void coresets_features_comeFromATraining() {
    assertThat(images(CondensationSettings.CPU, Method.HERDING, 10)).isEqualTo(3 * 5 * 200 + 200);
    assertThat(effort(CondensationSettings.CPU, Method.RANDOM, 10)).isEqualTo(Effort.NONE);
  }

  @Test
  void condensation_moreThanAClassHas_isRefused() {
    assertThatThrownBy(() -> effort(CondensationSettings.CPU, Method.DM, 101))
        .hasMessage("images per class must be in [1, 100] for class \"a\", but was 101");
  }

  @Test
  void evaluation_networks_trainAndAreTested() {
    Recipe recipe = new Recipe(30, 8, 0.01, 0.9, 5e-4, Optional.empty());
    Effort effort =
        Effort.of(new ProxyAccuracy(NETWORK, recipe, 3, 2, new Seed(1)), 20, images(50));

    Passes passes = effort.passes().get(0);
    assertThat(passes.images()).isEqualTo(3 * (3 * 30 * 20 + 50));
    assertThat(passes.tasks()).isEqualTo(3);
    assertThat(passes.workload().training()).containsExactly(8, 4);
    assertThat(passes.flops()).isEqualTo(passes.images() * passes.cost().flops());
  }

  @Test
  void require_moreThanTheMemory_namesTheNumbers() {
    Effort effort =
        effort(CondensationSettings.CPU, Method.DM, 10); // of 2 classes, so 2 networks at a time
    Estimate.Memory small = new Estimate.Memory(1L << 30, 1L << 20);

    assertThatThrownBy(() -> small.require(effort, Scale.PAPER, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "the preset paper must fit the memory, but each of 2 networks"
                + " convnet-d3-w32-relu-instance-average needs [0-9.]+ GiB of native memory, and"
                + " 0.00 GiB are free: choose fewer --workers, smaller images or another --preset");
    new Estimate.Memory(1L << 30, 1L << 30).require(effort, Scale.PAPER, 4);
  }

  @Test
  void seconds_ofAnEffort_goByTheMeasuredRate() throws InterruptedException {
    long[] now = {0};
    MachinePace pace = new MachinePace(1, () -> now[0] += 200_000_000);
    // 50 images an epoch take 0.2 s by this clock: 250 images a second, each thrice forward
    Effort evaluation =
        new Effort(List.of(new Passes(NETWORK, SHAPE, 2, 3 * 250, 1, Workload.training(25))));

    assertThat(pace.seconds(evaluation)).isBetween(0.99, 1.01);
    assertThat(pace.seconds(Effort.NONE)).isZero();
    assertThat(pace.seconds(Effort.lasting(2.5))).isEqualTo(2.5);
  }
}
