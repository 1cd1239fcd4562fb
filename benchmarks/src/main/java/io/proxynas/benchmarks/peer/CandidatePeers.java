package io.proxynas.benchmarks.peer;

import io.proxynas.benchmarks.work.CandidateTask;
import io.proxynas.benchmarks.work.Candidates;
import io.proxynas.benchmarks.work.MeasuredWork;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The networks of the row {@code candidates}, and the files by which PyTorch's side learns of them:
 * {@code candidates.json} has the recipe and the networks' ids, {@code train.f32} and {@code
 * validation.f32} the images (N, C, H, W) as float32, {@code .i32} their classes as int32, both
 * with the low byte first.
 */
final class CandidatePeers {

  private CandidatePeers() {}

  /**
   * The engine's side, after the files are written.
   *
   * @param options the folder for the files, the networks of each space, the epochs of a training
   */
  static MeasuredWork work(List<String> options) throws IOException, InterruptedException {
    int count = Integer.parseInt(options.get(1));
    CandidateTask task = CandidateTask.of(Integer.parseInt(options.get(2)));
    List<Architecture> networks =
        Stream.of(ConvNetSpace.CPU, NasBench201Space.BENCHMARK)
            .flatMap(space -> CandidateTask.drawn(space, count).stream())
            .toList();
    Candidates work = new Candidates(task, networks);
    write(Path.of(options.get(0)), work);
    return work;
  }

  private static void write(Path folder, Candidates work) throws IOException {
    LabelledImages train = work.task().trainer().train();
    write(folder, "train", train);
    write(folder, "validation", work.task().trainer().validation());
    String json = JsonFile.mapper().writeValueAsString(plan(work, train));
    AtomicFile.write(folder.resolve("candidates.json"), json + "\n");
  }

  private static Map<String, Object> plan(Candidates work, LabelledImages train) {
    ImageShape shape = train.shape();
    Recipe recipe = work.task().trainer().trainer().recipe();
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("shape", List.of(shape.channels(), shape.height(), shape.width()));
    plan.put("classes", train.classes());
    plan.put("epochs", recipe.epochs());
    plan.put("batchSize", recipe.batchSize());
    plan.put("learningRate", recipe.learningRate());
    plan.put("momentum", recipe.momentum());
    plan.put("weightDecay", recipe.weightDecay());
    plan.put(
        "networks", work.networks().stream().map(network -> Map.of("id", network.id())).toList());
    return plan;
  }

  private static void write(Path folder, String name, LabelledImages images) throws IOException {
    float[] pixels = new float[images.size() * images.shape().size()];
    images.copy(IntStream.range(0, images.size()).toArray(), 0, images.size(), pixels);
    ByteBuffer floats = buffer(pixels.length);
    floats.asFloatBuffer().put(pixels);
    Files.write(folder.resolve(name + ".f32"), floats.array());
    ByteBuffer classes = buffer(images.size());
    classes.asIntBuffer().put(images.labels());
    Files.write(folder.resolve(name + ".i32"), classes.array());
  }

  private static ByteBuffer buffer(int values) {
    return ByteBuffer.allocate(Integer.BYTES * values).order(ByteOrder.LITTLE_ENDIAN);
  }
}
