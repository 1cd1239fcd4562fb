package io.proxynas.engine.internal.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Parameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What all kernels of one executable share. One that {@link #measuring} gives makes neither bytes
 * nor code: kernels count what they would take, and can't run.
 *
 * @param isMeasuring whether memories stay without bytes and primitives without code
 * @param engine oneDNN's CPU engine
 * @param scratchpad what the primitives need while they run
 * @param stream the stream that they run on, in order
 * @param batch images at a time
 * @param pass what they are for
 * @param state the network's parameters, their gradients, and what draws masks of dropout
 * @param allocated bytes of the memories made so far
 * @param workspace memories that kernels need only while they run
 */
public record Context(
    boolean isMeasuring,
    engine engine,
    Scratchpad scratchpad,
    stream stream,
    int batch,
    Pass pass,
    NetworkState state,
    AtomicLong allocated,
    Workspace workspace) {

  public static Context create(int batch, Pass pass, NetworkState state) {
    return create(false, batch, pass, state);
  }

  /** For kernels that shall only tell what they allocate. */
  public static Context measuring(int batch, Pass pass) {
    float[] none = new float[0];
    return create(true, batch, pass, new NetworkState(none, none, new SplittableRandom(0)));
  }

  private static Context create(boolean isMeasuring, int batch, Pass pass, NetworkState state) {
    engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
    return new Context(
        isMeasuring,
        engine,
        new Scratchpad(engine),
        new stream(engine),
        batch,
        pass,
        state,
        new AtomicLong(),
        new Workspace());
  }

  /** A float32 description in a given format. */
  public static memory.desc desc(memory.format_tag format, long... lengths) {
    return new memory.desc(lengths, memory.data_type.f32, format);
  }

  /**
   * The description in which this executable keeps a batch of images: channels in blocks as wide as
   * a vector register where they divide evenly, so that no padding exists and a block belongs to
   * one image.
   */
  public memory.desc images(ImageShape shape) {
    return desc(format(shape.channels()), batch, shape.channels(), shape.height(), shape.width());
  }

  private static memory.format_tag format(int channels) {
    return switch (block(channels)) {
      case 16 -> memory.format_tag.nChw16c;
      case 8 -> memory.format_tag.nChw8c;
      default -> memory.format_tag.nchw;
    };
  }

  /** The description of weights over whole images, each in the format of {@link #images}. */
  public memory.desc filters(int count, ImageShape shape) {
    return desc(format(shape.channels()), count, shape.channels(), shape.height(), shape.width());
  }

  /** The number of channels in a block of {@link #images}; 1 where the format is plain. */
  public static int block(int channels) {
    boolean wide = dnnl_get_effective_cpu_isa() >= dnnl_cpu_isa_avx512_core;
    if (wide && channels % 16 == 0) {
      return 16;
    }
    return channels % 8 == 0 ? 8 : 1;
  }

  /** Whether {@link #images} has the bytes of {@link #plain}: no blocks, or a single pixel. */
  public static boolean isPlain(ImageShape shape) {
    return block(shape.channels()) == 1 || shape.height() * shape.width() == 1;
  }

  /** The description of a batch of images in the order channel, row, column. */
  public memory.desc plain(ImageShape shape) {
    return desc(memory.format_tag.nchw, batch, shape.channels(), shape.height(), shape.width());
  }

  /**
   * The description of the same bytes as {@link #images}, seen as one image whose channels are
   * those of all images.
   */
  public memory.desc asOneImage(ImageShape shape) {
    return desc(
        format(shape.channels()),
        1,
        (long) batch * shape.channels(),
        shape.height(),
        shape.width());
  }

  /** A 4-d description of one value for each channel, in the format of images. */
  public static memory.desc channels(memory.desc images) {
    long[] lengths = {1, lengths(images)[1], 1, 1};
    long width = images.get_inner_nblks() == 0 ? 1 : images.get_inner_blks().get(0);
    return desc(
        width == 16
            ? memory.format_tag.nChw16c
            : width == 8 ? memory.format_tag.nChw8c : memory.format_tag.nchw,
        lengths);
  }

  /** A 4-d description in blocks of eight channels, with zeros where the last block is not full. */
  public static memory.desc inBlocks(memory.desc desc) {
    return desc(memory.format_tag.nChw8c, lengths(desc));
  }

  /** The lengths of a description. */
  public static long[] lengths(memory.desc desc) {
    long[] lengths = new long[desc.get_ndims()];
    desc.get_dims().get(lengths);
    return lengths;
  }

  /** Whether oneDNN generates machine code for a primitive; otherwise it runs loops in C++. */
  public static boolean isGenerated(primitive_desc_base plan) {
    return plan.impl_info_str().getString().contains("jit");
  }

  /** What the plan of a forward primitive is for. */
  public prop_kind forward() {
    return pass.backward() ? prop_kind.forward_training : prop_kind.forward_inference;
  }

  /** What the plan of each primitive is made with: it is given its scratchpad. */
  public primitive_attr attributes() {
    return scratchpad.attributes();
  }

  /** The same with operations that follow in the pass of the primitive. */
  public primitive_attr attributes(post_ops following) {
    primitive_attr attributes = Scratchpad.newAttributes();
    attributes.set_post_ops(following);
    return attributes;
  }

  /** The primitive of a plan that has {@link #attributes}. */
  public <P extends primitive_desc_base> Call call(P plan, Function<P, primitive> primitive) {
    Call call = new Call(isMeasuring ? new primitive() : primitive.apply(plan), stream);
    memory space = scratchpad.of(plan);
    return space == null ? call : call.with(DNNL_ARG_SCRATCHPAD, space);
  }

  public memory allocate(memory.desc desc) {
    allocated.addAndGet(desc.get_size());
    return isMeasuring ? new memory(desc, engine, null) : new memory(desc, engine);
  }

  /**
   * A memory that a kernel needs only while it runs, which others use, too.
   *
   * @param place tells apart what one kernel needs at the same time
   */
  public memory workspace(int place, memory.desc desc) {
    return workspace.take(this, place, desc);
  }

  /** Allocates the bytes that all primitives share, once they are made. */
  public void allocateScratchpad() {
    allocated.addAndGet(scratchpad.bytes());
    if (!isMeasuring) {
      scratchpad.allocate();
    }
  }

  /** A memory of ones. */
  public memory ones(memory.desc desc) {
    memory ones = allocate(desc);
    FloatBuffer values = buffer(ones);
    while (values.hasRemaining()) {
      values.put(1);
    }
    return ones;
  }

  /** The same bytes under another description. */
  public memory view(memory memory, memory.desc desc) {
    return new memory(desc, engine, memory.get_data_handle());
  }

  /**
   * A tensor as the input of a primitive that gives all gradients at once: where nobody needs the
   * gradient of the input but the parameters' are needed, it has one to throw away.
   */
  public Tensor withGradient(Tensor in) {
    return in.gradient() == null && pass.weightGradients()
        ? new Tensor(in.desc(), in.value(), allocate(in.desc()))
        : in;
  }

  /** A tensor under another description. */
  public Tensor view(Tensor tensor, memory.desc desc) {
    memory gradient = tensor.gradient();
    return new Tensor(
        desc, view(tensor.value(), desc), gradient == null ? null : view(gradient, desc));
  }

  public Tensor tensor(memory.desc desc, boolean withGradient) {
    return new Tensor(desc, allocate(desc), withGradient ? allocate(desc) : null);
  }

  /** The values of a memory in plain format, for bulk copies; none of a memory without bytes. */
  public static FloatBuffer buffer(memory plain) {
    Pointer bytes = plain.get_data_handle();
    if (bytes == null) {
      return FloatBuffer.allocate(0);
    }
    return new FloatPointer(bytes).capacity(size(plain) / Float.BYTES).asBuffer();
  }

  /** Of which a buffer would silently have the beginning alone. */
  private static long size(memory memory) {
    long bytes = memory.get_desc().get_size();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "values that Java sees must take less than 2 GiB, but took %d bytes".formatted(bytes));
    }
    return bytes;
  }

  /** The bytes of a memory, in the processor's order; none of a memory without. */
  public static ByteBuffer bytes(memory memory) {
    Pointer bytes = memory.get_data_handle();
    if (bytes == null) {
      return ByteBuffer.allocateDirect(0);
    }
    return new BytePointer(bytes)
        .capacity(size(memory))
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }

  public static void clear(memory memory) {
    Pointer bytes = memory.get_data_handle();
    if (bytes != null) {
      Pointer.memset(bytes, 0, memory.get_desc().get_size());
    }
  }

  /** Copies a parameter from the flat vector into a memory. */
  public void load(Parameter parameter, FloatBuffer into) {
    into.put(0, state.weights(), parameter.offset(), parameter.size());
  }

  /** Copies a gradient from a memory into the flat vector of gradients. */
  public void store(FloatBuffer from, Parameter parameter) {
    from.get(0, state.gradients(), parameter.offset(), parameter.size());
  }
}
