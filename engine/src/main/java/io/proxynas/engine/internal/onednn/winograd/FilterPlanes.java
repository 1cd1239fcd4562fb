package io.proxynas.engine.internal.onednn.winograd;

import io.proxynas.engine.internal.onednn.primitive.Context;
import org.bytedeco.dnnl.memory;

/** The transformed filters: a matrix (from, to) for each product. */
final class FilterPlanes implements Runnable {

  private final TileTransforms transforms;
  private final Planes planes;
  private final Object filters;
  private final boolean turned;
  private final float[] scratch;

  /**
   * @param filters in the format of {@link #format}
   * @param turned whether by half a turn, as the gradient of the images takes them
   */
  FilterPlanes(
      Context context,
      TileTransforms transforms,
      memory filters,
      int from,
      int to,
      boolean turned) {
    this.transforms = transforms;
    this.filters = transforms.view(Context.bytes(filters));
    this.turned = turned;
    memory.desc desc = Planes.desc(from, to);
    planes = Planes.of(transforms, desc, context.allocate(desc));
    scratch = new float[MinimalFiltering.TILE * MinimalFiltering.FILTER * transforms.block()];
  }

  /**
   * The format of filters, (out, in, 3, 3), as these transforms take them and give their gradient:
   * the nine planes of their values one after the other.
   *
   * @param outLast whether the results' channels lie beside each other, or the images'
   */
  static memory.desc format(int out, int in, boolean outLast) {
    long matrix = (long) out * in;
    return new memory.desc(
        new long[] {out, in, MinimalFiltering.FILTER, MinimalFiltering.FILTER},
        memory.data_type.f32,
        new long[] {outLast ? 1 : in, outLast ? out : 1, MinimalFiltering.FILTER * matrix, matrix});
  }

  Planes planes() {
    return planes;
  }

  @Override
  public void run() {
    int matrix = planes.rows() * planes.columns() * Float.BYTES;
    int last = MinimalFiltering.FILTER * MinimalFiltering.FILTER - 1;
    int step = turned ? -matrix : matrix;
    int block = transforms.block() * Float.BYTES;
    for (int at = 0; at < matrix; at += block) {
      int first = turned ? at + last * matrix : at;
      transforms.filter(filters, first, step, scratch, planes.view(), at, planes.plane());
    }
  }
}
