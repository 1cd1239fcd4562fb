package io.proxynas.engine.internal.onednn.winograd.vector;

import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.PRODUCT;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.SUM;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.STORE;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.BLOCK;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.LANES;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;

/** Bᵀ d B, of the images' tiles. */
final class DataTransform {

  private DataTransform() {}

  static void data(float[] rows, float[] scratch, int tiles, Object to, int at, int tile, int plane)
      throws Throwable {
    int length = (4 * tiles + 2) * BLOCK;
    for (int i = 0; i < length; i += LANES) {
      dataColumn(rows, scratch, length, i);
    }
    for (int row = 0; row < 6; row++) {
      dataRows(scratch, row * length, tiles, to, at + 6 * row * plane, tile, plane);
    }
  }

  private static void dataRows(
      float[] scratch, int start, int tiles, Object to, int at, int tile, int plane)
      throws Throwable {
    for (int t = 0; t < tiles; t++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = at + t * tile + lane * Float.BYTES;
        dataRow(scratch, start + 4 * t * BLOCK + lane, to, offset, plane);
      }
    }
  }

  private static void dataColumn(float[] d, float[] to, int length, int i) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, d, i);
    FloatVector d1 = FloatVector.fromArray(SPECIES, d, i + length);
    FloatVector d2 = FloatVector.fromArray(SPECIES, d, i + 2 * length);
    FloatVector d3 = FloatVector.fromArray(SPECIES, d, i + 3 * length);
    FloatVector d4 = FloatVector.fromArray(SPECIES, d, i + 4 * length);
    FloatVector d5 = FloatVector.fromArray(SPECIES, d, i + 5 * length);
    FloatVector evenA = d2.fma(broadcast(SPECIES, -B2), d4);
    FloatVector oddA = d1.fma(broadcast(SPECIES, -B2), d3);
    FloatVector evenB = d2.fma(broadcast(SPECIES, -A2), d4);
    FloatVector oddB = d1.fma(broadcast(SPECIES, -A2), d3);
    d0.fma(broadcast(SPECIES, PRODUCT), d2.fma(broadcast(SPECIES, -SUM), d4)).intoArray(to, i);
    oddA.fma(broadcast(SPECIES, A), evenA).intoArray(to, i + length);
    oddA.fma(broadcast(SPECIES, -A), evenA).intoArray(to, i + 2 * length);
    oddB.fma(broadcast(SPECIES, B), evenB).intoArray(to, i + 3 * length);
    oddB.fma(broadcast(SPECIES, -B), evenB).intoArray(to, i + 4 * length);
    d1.fma(broadcast(SPECIES, PRODUCT), d3.fma(broadcast(SPECIES, -SUM), d5))
        .intoArray(to, i + 5 * length);
  }

  private static void dataRow(float[] d, int i, Object to, int at, int plane) throws Throwable {
    FloatVector d0 = FloatVector.fromArray(SPECIES, d, i);
    FloatVector d1 = FloatVector.fromArray(SPECIES, d, i + BLOCK);
    FloatVector d2 = FloatVector.fromArray(SPECIES, d, i + 2 * BLOCK);
    FloatVector d3 = FloatVector.fromArray(SPECIES, d, i + 3 * BLOCK);
    FloatVector d4 = FloatVector.fromArray(SPECIES, d, i + 4 * BLOCK);
    FloatVector d5 = FloatVector.fromArray(SPECIES, d, i + 5 * BLOCK);
    FloatVector evenA = d2.fma(broadcast(SPECIES, -B2), d4);
    FloatVector oddA = d1.fma(broadcast(SPECIES, -B2), d3);
    FloatVector evenB = d2.fma(broadcast(SPECIES, -A2), d4);
    FloatVector oddB = d1.fma(broadcast(SPECIES, -A2), d3);
    STORE.invokeExact(
        d0.fma(broadcast(SPECIES, PRODUCT), d2.fma(broadcast(SPECIES, -SUM), d4)), to, at);
    STORE.invokeExact(oddA.fma(broadcast(SPECIES, A), evenA), to, at + plane);
    STORE.invokeExact(oddA.fma(broadcast(SPECIES, -A), evenA), to, at + 2 * plane);
    STORE.invokeExact(oddB.fma(broadcast(SPECIES, B), evenB), to, at + 3 * plane);
    STORE.invokeExact(oddB.fma(broadcast(SPECIES, -B), evenB), to, at + 4 * plane);
    STORE.invokeExact(
        d1.fma(broadcast(SPECIES, PRODUCT), d3.fma(broadcast(SPECIES, -SUM), d5)),
        to,
        at + 5 * plane);
  }
}
