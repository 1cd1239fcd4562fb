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

/** Aᵀ m A of F(3x3, 4x4), the filters' gradient, with the points' factors. */
final class FilterGradientTransform {

  private FilterGradientTransform() {}

  static void filterGradient(
      Object from, int at, int plane, float[] scratch, Object to, int first, int step) {
    filterGradientColumns(from, at, plane, scratch);
    filterGradientRows(scratch, to, first, step);
  }

  private static void filterGradientColumns(Object from, int at, int plane, float[] to) {
    for (int column = 0; column < 6; column++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = at + column * plane + lane * Float.BYTES;
        filterGradientColumn(from, offset, 6 * plane, to, column * BLOCK + lane);
      }
    }
  }

  private static void filterGradientRows(float[] from, Object to, int first, int step) {
    for (int row = 0; row < 3; row++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = first + 3 * row * step + lane * Float.BYTES;
        filterGradientRow(from, 6 * row * BLOCK + lane, to, offset, step);
      }
    }
  }

  private static void filterGradientColumn(Object from, int at, int planes, float[] to, int i) {
    FloatVector m0 = load(SPECIES, from, at);
    FloatVector m1 = load(SPECIES, from, at + planes);
    FloatVector m2 = load(SPECIES, from, at + 2 * planes);
    FloatVector m3 = load(SPECIES, from, at + 3 * planes);
    FloatVector m4 = load(SPECIES, from, at + 4 * planes);
    FloatVector m5 = load(SPECIES, from, at + 5 * planes);
    FloatVector evenA = m1.add(m2).mul(all(AT_A));
    FloatVector oddA = m1.sub(m2).mul(all(AT_A));
    FloatVector evenB = m3.add(m4).mul(all(AT_B));
    FloatVector oddB = m3.sub(m4).mul(all(AT_B));
    m0.fma(all(AT_0), evenA).add(evenB).intoArray(to, i);
    oddA.mul(all(A)).add(oddB.mul(all(B))).intoArray(to, i + 6 * BLOCK);
    evenA.fma(all(A2), evenB.fma(all(B2), m5)).intoArray(to, i + 12 * BLOCK);
  }

  private static void filterGradientRow(float[] from, int i, Object to, int at, int step) {
    FloatVector m0 = FloatVector.fromArray(SPECIES, from, i);
    FloatVector m1 = FloatVector.fromArray(SPECIES, from, i + BLOCK);
    FloatVector m2 = FloatVector.fromArray(SPECIES, from, i + 2 * BLOCK);
    FloatVector m3 = FloatVector.fromArray(SPECIES, from, i + 3 * BLOCK);
    FloatVector m4 = FloatVector.fromArray(SPECIES, from, i + 4 * BLOCK);
    FloatVector m5 = FloatVector.fromArray(SPECIES, from, i + 5 * BLOCK);
    FloatVector evenA = m1.add(m2).mul(all(AT_A));
    FloatVector oddA = m1.sub(m2).mul(all(AT_A));
    FloatVector evenB = m3.add(m4).mul(all(AT_B));
    FloatVector oddB = m3.sub(m4).mul(all(AT_B));
    store(m0.fma(all(AT_0), evenA).add(evenB), to, at);
    store(oddA.mul(all(A)).add(oddB.mul(all(B))), to, at + step);
    store(evenA.fma(all(A2), evenB.fma(all(B2), m5)), to, at + 2 * step);
  }
}
