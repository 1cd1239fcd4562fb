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

/** Aᵀ m A of F(3x3, 4x4), the filters' gradient, with the points' factors. */
final class FilterGradientTransform {

  private FilterGradientTransform() {}

  static void filterGradient(
      Object from, int at, int plane, float[] scratch, Object to, int first, int step)
      throws Throwable {
    filterGradientColumns(from, at, plane, scratch);
    filterGradientRows(scratch, to, first, step);
  }

  private static void filterGradientColumns(Object from, int at, int plane, float[] to)
      throws Throwable {
    for (int column = 0; column < 6; column++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = at + column * plane + lane * Float.BYTES;
        filterGradientColumn(from, offset, 6 * plane, to, column * BLOCK + lane);
      }
    }
  }

  private static void filterGradientRows(float[] from, Object to, int first, int step)
      throws Throwable {
    for (int row = 0; row < 3; row++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = first + 3 * row * step + lane * Float.BYTES;
        filterGradientRow(from, 6 * row * BLOCK + lane, to, offset, step);
      }
    }
  }

  private static void filterGradientColumn(Object from, int at, int planes, float[] to, int i)
      throws Throwable {
    FloatVector m0 = (FloatVector) LOAD.invokeExact(SPECIES, from, at);
    FloatVector m1 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + planes);
    FloatVector m2 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 2 * planes);
    FloatVector m3 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 3 * planes);
    FloatVector m4 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 4 * planes);
    FloatVector m5 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 5 * planes);
    FloatVector evenA = m1.add(m2).mul(broadcast(SPECIES, AT_A));
    FloatVector oddA = m1.sub(m2).mul(broadcast(SPECIES, AT_A));
    FloatVector evenB = m3.add(m4).mul(broadcast(SPECIES, AT_B));
    FloatVector oddB = m3.sub(m4).mul(broadcast(SPECIES, AT_B));
    m0.fma(broadcast(SPECIES, AT_0), evenA).add(evenB).intoArray(to, i);
    oddA.mul(broadcast(SPECIES, A))
        .add(oddB.mul(broadcast(SPECIES, B)))
        .intoArray(to, i + 6 * BLOCK);
    evenA
        .fma(broadcast(SPECIES, A2), evenB.fma(broadcast(SPECIES, B2), m5))
        .intoArray(to, i + 12 * BLOCK);
  }

  private static void filterGradientRow(float[] from, int i, Object to, int at, int step)
      throws Throwable {
    FloatVector m0 = FloatVector.fromArray(SPECIES, from, i);
    FloatVector m1 = FloatVector.fromArray(SPECIES, from, i + BLOCK);
    FloatVector m2 = FloatVector.fromArray(SPECIES, from, i + 2 * BLOCK);
    FloatVector m3 = FloatVector.fromArray(SPECIES, from, i + 3 * BLOCK);
    FloatVector m4 = FloatVector.fromArray(SPECIES, from, i + 4 * BLOCK);
    FloatVector m5 = FloatVector.fromArray(SPECIES, from, i + 5 * BLOCK);
    FloatVector evenA = m1.add(m2).mul(broadcast(SPECIES, AT_A));
    FloatVector oddA = m1.sub(m2).mul(broadcast(SPECIES, AT_A));
    FloatVector evenB = m3.add(m4).mul(broadcast(SPECIES, AT_B));
    FloatVector oddB = m3.sub(m4).mul(broadcast(SPECIES, AT_B));
    STORE.invokeExact(m0.fma(broadcast(SPECIES, AT_0), evenA).add(evenB), to, at);
    STORE.invokeExact(
        oddA.mul(broadcast(SPECIES, A)).add(oddB.mul(broadcast(SPECIES, B))), to, at + step);
    STORE.invokeExact(
        evenA.fma(broadcast(SPECIES, A2), evenB.fma(broadcast(SPECIES, B2), m5)),
        to,
        at + 2 * step);
  }
}
