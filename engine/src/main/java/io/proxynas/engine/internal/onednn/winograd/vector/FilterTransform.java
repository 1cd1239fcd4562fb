package io.proxynas.engine.internal.onednn.winograd.vector;

import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_0;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B2;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.LOAD;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.STORE;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.BLOCK;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.LANES;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;

/** G g Gᵀ of F(4x4, 3x3), of filters. */
final class FilterTransform {

  private FilterTransform() {}

  static void filter(
      Object from, int first, int step, float[] scratch, Object to, int at, int plane)
      throws Throwable {
    filterColumns(from, first, step, scratch);
    filterRows(scratch, to, at, plane);
  }

  private static void filterColumns(Object from, int first, int step, float[] to) throws Throwable {
    for (int column = 0; column < 3; column++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = first + column * step + lane * Float.BYTES;
        filterColumn(from, offset, 3 * step, to, column * BLOCK + lane);
      }
    }
  }

  private static void filterRows(float[] from, Object to, int at, int plane) throws Throwable {
    for (int row = 0; row < 6; row++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = at + 6 * row * plane + lane * Float.BYTES;
        filterRow(from, 3 * row * BLOCK + lane, to, offset, plane);
      }
    }
  }

  private static void filterColumn(Object from, int at, int rows, float[] to, int i)
      throws Throwable {
    FloatVector g0 = (FloatVector) LOAD.invokeExact(SPECIES, from, at);
    FloatVector g1 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + rows);
    FloatVector g2 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 2 * rows);
    FloatVector evenA = g2.fma(broadcast(SPECIES, A2), g0).mul(broadcast(SPECIES, AT_A));
    FloatVector evenB = g2.fma(broadcast(SPECIES, B2), g0).mul(broadcast(SPECIES, AT_B));
    g0.mul(broadcast(SPECIES, AT_0)).intoArray(to, i);
    g1.fma(broadcast(SPECIES, A * AT_A), evenA).intoArray(to, i + 3 * BLOCK);
    g1.fma(broadcast(SPECIES, -A * AT_A), evenA).intoArray(to, i + 6 * BLOCK);
    g1.fma(broadcast(SPECIES, B * AT_B), evenB).intoArray(to, i + 9 * BLOCK);
    g1.fma(broadcast(SPECIES, -B * AT_B), evenB).intoArray(to, i + 12 * BLOCK);
    g2.intoArray(to, i + 15 * BLOCK);
  }

  private static void filterRow(float[] from, int i, Object to, int at, int plane)
      throws Throwable {
    FloatVector g0 = FloatVector.fromArray(SPECIES, from, i);
    FloatVector g1 = FloatVector.fromArray(SPECIES, from, i + BLOCK);
    FloatVector g2 = FloatVector.fromArray(SPECIES, from, i + 2 * BLOCK);
    FloatVector evenA = g2.fma(broadcast(SPECIES, A2), g0).mul(broadcast(SPECIES, AT_A));
    FloatVector evenB = g2.fma(broadcast(SPECIES, B2), g0).mul(broadcast(SPECIES, AT_B));
    STORE.invokeExact(g0.mul(broadcast(SPECIES, AT_0)), to, at);
    STORE.invokeExact(g1.fma(broadcast(SPECIES, A * AT_A), evenA), to, at + plane);
    STORE.invokeExact(g1.fma(broadcast(SPECIES, -A * AT_A), evenA), to, at + 2 * plane);
    STORE.invokeExact(g1.fma(broadcast(SPECIES, B * AT_B), evenB), to, at + 3 * plane);
    STORE.invokeExact(g1.fma(broadcast(SPECIES, -B * AT_B), evenB), to, at + 4 * plane);
    STORE.invokeExact(g2, to, at + 5 * plane);
  }
}
