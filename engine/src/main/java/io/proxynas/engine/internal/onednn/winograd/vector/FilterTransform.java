package io.proxynas.engine.internal.onednn.winograd.vector;

import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_0;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B2;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.load;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.store;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.BLOCK;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.LANES;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.SPECIES;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.all;

import jdk.incubator.vector.FloatVector;

/** G g Gᵀ of F(4x4, 3x3), of filters. */
final class FilterTransform {

  private FilterTransform() {}

  static void filter(
      Object from, int first, int step, float[] scratch, Object to, int at, int plane) {
    filterColumns(from, first, step, scratch);
    filterRows(scratch, to, at, plane);
  }

  private static void filterColumns(Object from, int first, int step, float[] to) {
    for (int column = 0; column < 3; column++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = first + column * step + lane * Float.BYTES;
        filterColumn(from, offset, 3 * step, to, column * BLOCK + lane);
      }
    }
  }

  private static void filterRows(float[] from, Object to, int at, int plane) {
    for (int row = 0; row < 6; row++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = at + 6 * row * plane + lane * Float.BYTES;
        filterRow(from, 3 * row * BLOCK + lane, to, offset, plane);
      }
    }
  }

  private static void filterColumn(Object from, int at, int rows, float[] to, int i) {
    FloatVector g0 = load(SPECIES, from, at);
    FloatVector g1 = load(SPECIES, from, at + rows);
    FloatVector g2 = load(SPECIES, from, at + 2 * rows);
    FloatVector evenA = g2.fma(all(A2), g0).mul(all(AT_A));
    FloatVector evenB = g2.fma(all(B2), g0).mul(all(AT_B));
    g0.mul(all(AT_0)).intoArray(to, i);
    g1.fma(all(A * AT_A), evenA).intoArray(to, i + 3 * BLOCK);
    g1.fma(all(-A * AT_A), evenA).intoArray(to, i + 6 * BLOCK);
    g1.fma(all(B * AT_B), evenB).intoArray(to, i + 9 * BLOCK);
    g1.fma(all(-B * AT_B), evenB).intoArray(to, i + 12 * BLOCK);
    g2.intoArray(to, i + 15 * BLOCK);
  }

  private static void filterRow(float[] from, int i, Object to, int at, int plane) {
    FloatVector g0 = FloatVector.fromArray(SPECIES, from, i);
    FloatVector g1 = FloatVector.fromArray(SPECIES, from, i + BLOCK);
    FloatVector g2 = FloatVector.fromArray(SPECIES, from, i + 2 * BLOCK);
    FloatVector evenA = g2.fma(all(A2), g0).mul(all(AT_A));
    FloatVector evenB = g2.fma(all(B2), g0).mul(all(AT_B));
    store(g0.mul(all(AT_0)), to, at);
    store(g1.fma(all(A * AT_A), evenA), to, at + plane);
    store(g1.fma(all(-A * AT_A), evenA), to, at + 2 * plane);
    store(g1.fma(all(B * AT_B), evenB), to, at + 3 * plane);
    store(g1.fma(all(-B * AT_B), evenB), to, at + 4 * plane);
    store(g2, to, at + 5 * plane);
  }
}
