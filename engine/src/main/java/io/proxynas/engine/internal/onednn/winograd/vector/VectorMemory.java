package io.proxynas.engine.internal.onednn.winograd.vector;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors in memory outside of the heap. Up to Java 18 the Vector API takes it as a {@link
 * ByteBuffer}, from Java 19 on as a memory segment; the JIT compiler makes of these handles what it
 * makes of direct calls.
 */
final class VectorMemory {

  private static final MethodHandle VIEW;

  /** {@code (VectorSpecies, Object memory, int offset in bytes)} to a {@code FloatVector}. */
  static final MethodHandle LOAD;

  /** {@code (FloatVector, Object memory, int offset in bytes)}. */
  static final MethodHandle STORE;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      boolean buffers = Runtime.version().feature() < 19;
      Class<?> memory =
          buffers ? ByteBuffer.class : Class.forName("java.lang.foreign.MemorySegment");
      Class<?> offset = buffers ? int.class : long.class;
      String name = buffers ? "ByteBuffer" : "MemorySegment";
      MethodHandle view =
          buffers
              ? MethodHandles.identity(ByteBuffer.class)
              : lookup.findStatic(memory, "ofBuffer", MethodType.methodType(memory, Buffer.class));
      MethodHandle load =
          lookup.findStatic(
              FloatVector.class,
              "from" + name,
              MethodType.methodType(
                  FloatVector.class, VectorSpecies.class, memory, offset, ByteOrder.class));
      MethodHandle store =
          lookup.findVirtual(
              FloatVector.class,
              "into" + name,
              MethodType.methodType(void.class, memory, offset, ByteOrder.class));
      ByteOrder order = ByteOrder.nativeOrder();
      VIEW = view.asType(MethodType.methodType(Object.class, ByteBuffer.class));
      LOAD =
          MethodHandles.insertArguments(load, 3, order)
              .asType(
                  MethodType.methodType(
                      FloatVector.class, VectorSpecies.class, Object.class, int.class));
      STORE =
          MethodHandles.insertArguments(store, 3, order)
              .asType(
                  MethodType.methodType(void.class, FloatVector.class, Object.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private VectorMemory() {}

  static Object view(ByteBuffer memory) {
    try {
      return (Object) VIEW.invokeExact(memory);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}
