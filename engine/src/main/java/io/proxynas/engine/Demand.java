package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.backend.ResidentBackend;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Translator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * What a network costs, told from its configuration alone.
 *
 * @param flops floating-point operations of one image's forward pass, two a multiply-add
 * @param heapBytes Java memory of the network: weights, gradients, the velocity of {@link Sgd}, two
 *     more vectors where the configuration's own updaters train, masks of dropout and the vectors
 *     of normalisations; images and labels are not in it
 * @param nativeBytes its native memory, of all executables of the workload: values and gradients of
 *     activations, weights and their gradients in each format, workspaces of pooling and
 *     normalisation, and scratch space, as {@link Backend#bytes} tells, and where the back end
 *     keeps sets on its device, theirs; machine code and what the allocator keeps are not in it
 */
public record Demand(long flops, long heapBytes, long nativeBytes) {

  /** Weights, gradients, velocity, and the two moments of Adam. */
  private static final long VECTORS = 5;

  /** A mean, a variance, two gradients and two corrections of each channel of each image. */
  private static final long VECTORS_OF_NORMALIZATION = 7;

  /**
   * The cost of a configuration.
   *
   * @param input shape of one image
   * @param workload the batch sizes that it is used with
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a part
   *     of it
   */
  public static Demand of(
      ComputationGraphConfiguration configuration, ImageShape input, Workload workload) {
    Backend backend = BackendChoice.automatic().backend();
    return of(Translator.translate(Definition.of(configuration), input), workload, backend);
  }

  /**
   * The cost of a configuration.
   *
   * @param input shape of one image
   * @param workload the batch sizes that it is used with
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a part
   *     of it
   */
  public static Demand of(
      MultiLayerConfiguration configuration, ImageShape input, Workload workload) {
    Backend backend = BackendChoice.automatic().backend();
    return of(Translator.translate(Definition.of(configuration), input), workload, backend);
  }

  /** That of a network of {@link Threads#ONE}, whatever the calling thread has run before. */
  static Demand of(Program program, Workload workload, Backend backend) {
    Threads.ONE.use();
    long heap = VECTORS * program.size();
    long bytes = 0;
    for (int batch : workload.training()) {
      bytes += backend.bytes(program, batch, Pass.TRAIN);
      heap += batch * (masks(program) + normalized(program));
    }
    for (int batch : workload.inference()) {
      bytes += backend.bytes(program, batch, Pass.INFER);
      heap += batch * normalized(program);
    }
    if (program.normalizesOverBatch()) {
      for (int batch : workload.statistics()) {
        bytes += backend.bytes(program, batch, Pass.STATISTICS);
        heap += batch * normalized(program);
      }
    }
    bytes += backend.resident().map(offer -> resident(offer, program, workload)).orElse(0L);
    return new Demand(program.flops(), Float.BYTES * heap, bytes);
  }

  private static long resident(ResidentBackend backend, Program program, Workload workload) {
    int batch = workload.training().stream().mapToInt(Integer::intValue).max().orElse(0);
    long network = batch == 0 ? 0 : backend.bytes(program, batch);
    return network
        + workload.sets().stream()
            .filter(images -> backend.holds(program.input(), images))
            .mapToLong(images -> backend.bytes(program.input(), images))
            .sum();
  }

  /** The larger of each of this cost and another. */
  public Demand max(Demand other) {
    return new Demand(
        Math.max(flops, other.flops),
        Math.max(heapBytes, other.heapBytes),
        Math.max(nativeBytes, other.nativeBytes));
  }

  /** Values of one image's masks. */
  private static long masks(Program program) {
    return program.instructions().stream()
        .filter(instruction -> instruction.operation() instanceof Operation.Dropout)
        .mapToLong(instruction -> input(program, instruction).size())
        .sum();
  }

  /** Values of one image's vectors of normalisation. */
  private static long normalized(Program program) {
    return program.instructions().stream()
        .filter(instruction -> instruction.operation() instanceof Operation.GroupNormalization)
        .mapToLong(instruction -> VECTORS_OF_NORMALIZATION * input(program, instruction).channels())
        .sum();
  }

  private static ImageShape input(Program program, Instruction instruction) {
    return program.shapes().get(instruction.inputs().get(0));
  }
}
