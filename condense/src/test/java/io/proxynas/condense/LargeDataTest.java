package io.proxynas.condense;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.coreset.FeatureNetwork;
import io.proxynas.condense.coreset.Herding;
import io.proxynas.condense.coreset.RandomSelection;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.match.RealBatches;
import io.proxynas.condense.method.DistributionMatching;
import io.proxynas.condense.set.Condenser;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Split;
import io.proxynas.train.data.TestFiles;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data set that is larger than the heap, in a process of its own. */
@Timeout(120)
class LargeDataTest {

  private static final int CLASSES = 5;
  private static final int TRAIN = 400;
  private static final int TEST = 30;
  private static final int SIZE = 128;
  private static final int DIFFERENT = 20;

  @TempDir Path temp;

  private void writePhotos() throws IOException {
    for (int label = 0; label < CLASSES; label++) {
      Path train = Files.createDirectories(temp.resolve("photos/train/" + label));
      Path test = Files.createDirectories(temp.resolve("photos/test/" + label));
      for (int i = 0; i < TRAIN + TEST; i++) {
        Path file = i < TRAIN ? train.resolve(i + ".png") : test.resolve(i + ".png");
        if (i < DIFFERENT) {
          TestFiles.writeImage(file, TestFiles.colourNoise(16, 16, label * DIFFERENT + i));
        } else {
          Files.copy(train.resolve(i % DIFFERENT + ".png"), file);
        }
      }
    }
  }

  @Test
  void everything_onAHeapOfHalfTheData_works() throws Exception {
    writePhotos();
    Path output = temp.resolve("output");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=2g", // else four times the heap
                "-cp",
                System.getProperty("java.class.path"),
                Work.class.getName(),
                temp.resolve("photos").toString(),
                temp.resolve("home").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    try {
      assertThat(process.waitFor(110, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readAllLines(output))
        .contains("decoded, selected, condensed, clustered, herded, evaluated");
  }

  /** What a search and its proxies do with real images. */
  static final class Work {

    private static final ConvNet NETWORK =
        new ConvNet(
            3, 4, ConvNet.Activation.RELU, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.AVERAGE);

    private static final Recipe RECIPE = new Recipe(1, 20, 0.01, 0.9, 5e-4, Optional.empty());

    public static void main(String[] arguments) throws InterruptedException {
      DataLocation location =
          DataLocation.of(new CacheFolder(Path.of(arguments[1]))).withSize(SIZE);
      DataSet data = DataSets.load(arguments[0], location, Progress.NONE);
      long bytes = (long) (data.train().size() + data.test().size()) * data.shape().size();
      if (bytes < 2 * Runtime.getRuntime().maxMemory()) {
        throw new IllegalStateException("%d bytes fit into the heap".formatted(bytes));
      }
      LabelledImages train = Split.of(data.train(), 0.1, new Seed(1)).train();
      List<Condenser> condensers =
          List.of(
              new RandomSelection(),
              matching(RealBatches.RANDOM),
              matching(RealBatches.CLUSTERED),
              new Herding(new FeatureNetwork(NETWORK, RECIPE), 1));
      for (Condenser condenser : condensers) {
        LabelledImages set =
            condenser.condense(train, 1, new Seed(1), Course.of(Course.Listener.NONE));
        if (set.size() != CLASSES) {
          throw new IllegalStateException(condenser.method() + " gave " + set.size());
        }
      }
      try (TrainedNetwork network =
          new Trainer(RECIPE).train(NETWORK, data.test(), new Seed(1), Progress.NONE)) {
        network.evaluate(data.test());
      }
      System.out.println("decoded, selected, condensed, clustered, herded, evaluated");
    }

    private static Condenser matching(RealBatches batches) {
      return new DistributionMatching(
          DistributionMatching.Settings.CPU
              .withIterations(1)
              .withRealBatches(batches)
              .withRealBatch(8),
          SiameseAugmentation.ALL,
          1);
    }
  }
}
