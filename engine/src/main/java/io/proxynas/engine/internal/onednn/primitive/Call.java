package io.proxynas.engine.internal.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** A oneDNN primitive with its arguments, both made once; running it allocates nothing in Java. */
public final class Call implements Runnable {

  /** Operations that follow another in its pass; oneDNN takes a few more. */
  private static final int MOST_FOLLOWING = 16;

  private final primitive primitive;
  private final stream stream;
  private final IntMemoryMap arguments = new IntMemoryMap();

  Call(primitive primitive, stream stream) {
    this.primitive = primitive;
    this.stream = stream;
  }

  /** Adds an argument. */
  public Call with(int argument, memory memory) {
    arguments.put(argument, memory);
    return this;
  }

  @Override
  public void run() {
    primitive.execute(stream, arguments);
  }

  /** Copies from one format to another. */
  public static Call reorder(Context context, memory from, memory to) {
    var plan = new reorder.primitive_desc(from, to, context.attributes(), false);
    return context.call(plan, reorder::new).with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to);
  }

  /**
   * y ← y + slope · x + intercept in one pass, if oneDNN has generated code for it.
   *
   * @param x in the format of y
   * @param slopes one a channel, under the description of {@link Context#channels}
   * @param intercepts as the slopes
   */
  public static Optional<Call> affineSum(
      Context context, memory x, memory slopes, memory intercepts, memory y) {
    memory.desc desc = x.get_desc();
    memory.desc vector = slopes.get_desc();
    post_ops additions = new post_ops();
    additions.append_binary(algorithm.binary_add, vector);
    additions.append_binary(algorithm.binary_add, desc);
    return fused(context, algorithm.binary_mul, x, slopes, additions, y)
        .map(call -> call.with(following(0), intercepts).with(following(1), y));
  }

  /**
   * y ← a + b + …, from the left, in one pass, if oneDNN has generated code for it.
   *
   * @param values at least 2, all in the format of y
   */
  public static Optional<Call> sum(Context context, List<memory> values, memory y) {
    List<memory> others = values.subList(2, values.size());
    if (others.size() > MOST_FOLLOWING) {
      return Optional.empty();
    }
    post_ops additions = new post_ops();
    others.forEach(value -> additions.append_binary(algorithm.binary_add, value.get_desc()));
    Optional<Call> sum =
        fused(context, algorithm.binary_add, values.get(0), values.get(1), additions, y);
    for (int i = 0; i < others.size() && sum.isPresent(); i++) {
      sum.get().with(following(i), others.get(i));
    }
    return sum;
  }

  /** c ← a ∘ b and what follows, if oneDNN has generated code for it. */
  private static Optional<Call> fused(
      Context context, algorithm operation, memory a, memory b, post_ops following, memory c) {
    var plan =
        new binary.primitive_desc(
            context.engine(),
            operation,
            a.get_desc(),
            b.get_desc(),
            c.get_desc(),
            context.attributes(following),
            true);
    if (plan.get(true) == null || !Context.isGenerated(plan)) {
      return Optional.empty();
    }
    return Optional.of(
        context
            .call(plan, binary::new)
            .with(DNNL_ARG_SRC_0, a)
            .with(DNNL_ARG_SRC_1, b)
            .with(DNNL_ARG_DST, c));
  }

  /** The second argument of an operation that follows. */
  private static int following(int index) {
    return (index + 1) * DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1;
  }

  /**
   * c ← a · b, or c ← c + a · b: products of matrices, each of the first with that at the same
   * place in the second.
   *
   * @param a (matrices, rows, inner)
   * @param b (matrices, inner, columns)
   * @param c (matrices, rows, columns)
   */
  public static Call product(Context context, boolean add, memory a, memory b, memory c) {
    post_ops addition = new post_ops();
    if (add) {
      addition.append_sum();
    }
    var plan =
        new matmul.primitive_desc(
            context.engine(),
            a.get_desc(),
            b.get_desc(),
            c.get_desc(),
            context.attributes(addition),
            false);
    return context
        .call(plan, matmul::new)
        .with(DNNL_ARG_SRC, a)
        .with(DNNL_ARG_WEIGHTS, b)
        .with(DNNL_ARG_DST, c);
  }

  /** c ← a ∘ b, element by element, all in one format; c may be a. */
  public static Call binary(Context context, algorithm operation, memory a, memory b, memory c) {
    memory.desc desc = a.get_desc();
    var plan =
        new binary.primitive_desc(
            context.engine(), operation, desc, desc, desc, context.attributes(), false);
    return context
        .call(plan, binary::new)
        .with(DNNL_ARG_SRC_0, a)
        .with(DNNL_ARG_SRC_1, b)
        .with(DNNL_ARG_DST, c);
  }
}
