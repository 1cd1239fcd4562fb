package io.proxynas.benchmarks.peer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Prints the machine's arithmetic peak as far as oneDNN reaches it: floating-point operations a
 * second of a matrix product that stays in the cache, the best of many.
 */
public final class Peak {

  private static final int[] SIZES = {256, 384, 512, 768, 1024, 2048};
  private static final long NANOS_A_SIZE = 2_000_000_000L;

  private final engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
  private final stream stream = new stream(engine);

  private Peak() {}

  /** Measures on as many threads as {@code OMP_NUM_THREADS} says. */
  public static void main(String[] args) {
    Peak peak = new Peak();
    double best = 0;
    for (int size : SIZES) {
      double rate = peak.rate(size);
      System.err.printf("matrix product of %d: %.0f GFLOP/s%n", size, rate / 1e9);
      best = Math.max(best, rate);
    }
    System.out.printf("%.0f%n", best);
  }

  /** Operations a second of the fastest product of two square matrices. */
  private double rate(int size) {
    memory.desc desc =
        new memory.desc(new long[] {size, size}, memory.data_type.f32, memory.format_tag.ab);
    matmul.primitive_desc plan = new matmul.primitive_desc(engine, desc, desc, desc);
    matmul product = new matmul(plan);
    IntMemoryMap arguments = new IntMemoryMap();
    arguments.put(DNNL_ARG_SRC, ones(desc));
    arguments.put(DNNL_ARG_WEIGHTS, ones(desc));
    arguments.put(DNNL_ARG_DST, ones(desc));
    long shortest = Long.MAX_VALUE;
    for (long start = System.nanoTime(); System.nanoTime() - start < NANOS_A_SIZE; ) {
      long before = System.nanoTime();
      product.execute(stream, arguments);
      shortest = Math.min(shortest, System.nanoTime() - before);
    }
    return 2.0 * size * size * size / (shortest / 1e9);
  }

  private memory ones(memory.desc desc) {
    memory result = new memory(desc, engine);
    FloatPointer values =
        new FloatPointer(result.get_data_handle()).capacity(desc.get_size() / Float.BYTES);
    for (long i = 0; i < values.capacity(); i++) {
      values.put(i, 1);
    }
    return result;
  }
}
