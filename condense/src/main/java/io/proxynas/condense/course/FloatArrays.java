package io.proxynas.condense.course;

import io.proxynas.train.check.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

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

  /** Writes the number of values, and then all of them. */
  public static void write(DataOutput out, float[] values) throws IOException {
    out.writeInt(values.length);
    write(out, values, 0, values.length);
  }

  /**
   * Reads as many values as the number says that is written before them. What is allocated for them
   * is at most twice what is there, whatever the number.
   *
   * @throws IOException if there are not as many
   */
  public static float[] read(DataInput in) throws IOException {
    int count = in.readInt();
    Require.inFile(count >= 0, "an array must have at least 0 values, but has %d", count);
    float[] values = new float[Math.min(count, BLOCK)];
    int done = 0;
    while (done < count) {
      if (done == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * done));
      }
      read(in, values, done, values.length - done);
      done = values.length;
    }
    return values;
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
