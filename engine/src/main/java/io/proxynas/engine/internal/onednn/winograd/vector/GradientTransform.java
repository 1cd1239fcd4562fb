package io.proxynas.engine.internal.onednn.winograd.vector;

import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B2;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.STORE;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.BLOCK;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.LANES;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;

/** G g Gᵀ of F(3x3, 4x4), whose filter is the result's gradient, without the points' factors. */
final class GradientTransform {

  private GradientTransform() {}

  static void gradient(
      float[] rows, float[] scratch, int tiles, Object to, int at, int tile, int plane)
      throws Throwable {
    int length = 4 * tiles * BLOCK;
    for (int i = 0; i < length; i += LANES) {
      gradientColumn(rows, scratch, length, i);
    }
    for (int row = 0; row < 6; row++) {
      gradientRows(scratch, row * length, tiles, to, at + 6 * row * plane, tile, plane);
    }
  }

  private static void gradientRows(
      float[] scratch, int start, int tiles, Object to, int at, int tile, int plane)
      throws Throwable {
    for (int t = 0; t < tiles; t++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = at + t * tile + lane * Float.BYTES;
        gradientRow(scratch, start + 4 * t * BLOCK + lane, to, offset, plane);
      }
    }
  }

  private static void gradientColumn(float[] g, float[] to, int length, int i) {
    FloatVector g0 = FloatVector.fromArray(SPECIES, g, i);
    FloatVector g1 = FloatVector.fromArray(SPECIES, g, i + length);
    FloatVector g2 = FloatVector.fromArray(SPECIES, g, i + 2 * length);
    FloatVector g3 = FloatVector.fromArray(SPECIES, g, i + 3 * length);
    FloatVector evenA = g2.fma(broadcast(SPECIES, A2), g0);
    FloatVector oddA = g3.fma(broadcast(SPECIES, A2), g1);
    FloatVector evenB = g2.fma(broadcast(SPECIES, B2), g0);
    FloatVector oddB = g3.fma(broadcast(SPECIES, B2), g1);
    g0.intoArray(to, i);
    oddA.fma(broadcast(SPECIES, A), evenA).intoArray(to, i + length);
    oddA.fma(broadcast(SPECIES, -A), evenA).intoArray(to, i + 2 * length);
    oddB.fma(broadcast(SPECIES, B), evenB).intoArray(to, i + 3 * length);
    oddB.fma(broadcast(SPECIES, -B), evenB).intoArray(to, i + 4 * length);
    g3.intoArray(to, i + 5 * length);
  }

  private static void gradientRow(float[] g, int i, Object to, int at, int plane) throws Throwable {
    FloatVector g0 = FloatVector.fromArray(SPECIES, g, i);
    FloatVector g1 = FloatVector.fromArray(SPECIES, g, i + BLOCK);
    FloatVector g2 = FloatVector.fromArray(SPECIES, g, i + 2 * BLOCK);
    FloatVector g3 = FloatVector.fromArray(SPECIES, g, i + 3 * BLOCK);
    FloatVector evenA = g2.fma(broadcast(SPECIES, A2), g0);
    FloatVector oddA = g3.fma(broadcast(SPECIES, A2), g1);
    FloatVector evenB = g2.fma(broadcast(SPECIES, B2), g0);
    FloatVector oddB = g3.fma(broadcast(SPECIES, B2), g1);
    STORE.invokeExact(g0, to, at);
    STORE.invokeExact(oddA.fma(broadcast(SPECIES, A), evenA), to, at + plane);
    STORE.invokeExact(oddA.fma(broadcast(SPECIES, -A), evenA), to, at + 2 * plane);
    STORE.invokeExact(oddB.fma(broadcast(SPECIES, B), evenB), to, at + 3 * plane);
    STORE.invokeExact(oddB.fma(broadcast(SPECIES, -B), evenB), to, at + 4 * plane);
    STORE.invokeExact(g3, to, at + 5 * plane);
  }

  static void sum(float[] rows, int start, int count, float[] sums, int channel) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < count; i++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, rows, start + i * BLOCK + lane));
      }
      sum.add(FloatVector.fromArray(SPECIES, sums, channel + lane)).intoArray(sums, channel + lane);
    }
  }
}
