package io.proxynas.condense.course;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Float32 values in a checkpoint, bit for bit. */
public final class FloatArrays {

  private static final int BLOCK = 1 << 14;

  private FloatArrays() {}

  /** Writes {@code count} values from {@code from} on. */
  public static void write(DataOutput out, float[] values, int from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.min(count, BLOCK));
    for (int done = 0; done < count; done += BLOCK) {
      int size = Math.min(BLOCK, count - done);
      bytes.asFloatBuffer().put(values, from + done, size);
      out.write(bytes.array(), 0, Float.BYTES * size);
    }
  }

  /** Reads as many values into the same place. */
  public static void read(DataInput in, float[] values, int from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.min(count, BLOCK));
    for (int done = 0; done < count; done += BLOCK) {
      int size = Math.min(BLOCK, count - done);
      in.readFully(bytes.array(), 0, Float.BYTES * size);
      bytes.asFloatBuffer().get(values, from + done, size);
    }
  }
}
