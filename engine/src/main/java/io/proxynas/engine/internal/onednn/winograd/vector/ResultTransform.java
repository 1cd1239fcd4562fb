package io.proxynas.engine.internal.onednn.winograd.vector;

import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A3;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B3;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.LOAD;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.BLOCK;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.LANES;
import static io.proxynas.engine.internal.onednn.winograd.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;

/** Aᵀ m A of F(4x4, 3x3), and the bias. */
final class ResultTransform {

  private ResultTransform() {}

  static void result(
      Object from,
      int at,
      int tile,
      int plane,
      float[] scratch,
      int tiles,
      float[] bias,
      int channel,
      float[] rows)
      throws Throwable {
    int length = 6 * tiles * BLOCK;
    for (int t = 0; t < tiles; t++) {
      resultColumns(from, at + t * tile, plane, scratch, 6 * t * BLOCK, length);
    }
    for (int row = 0; row < 4; row++) {
      resultRows(scratch, row * length, tiles, bias, channel, rows, row * 4 * tiles * BLOCK);
    }
  }

  private static void resultColumns(
      Object from, int at, int plane, float[] to, int start, int length) throws Throwable {
    for (int column = 0; column < 6; column++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int offset = at + column * plane + lane * Float.BYTES;
        resultColumn(from, offset, 6 * plane, to, start + column * BLOCK + lane, length);
      }
    }
  }

  private static void resultRows(
      float[] from, int start, int tiles, float[] bias, int channel, float[] rows, int to) {
    for (int t = 0; t < tiles; t++) {
      for (int lane = 0; lane < BLOCK; lane += LANES) {
        int i = start + 6 * t * BLOCK + lane;
        resultRow(from, i, bias, channel + lane, rows, to + 4 * t * BLOCK + lane);
      }
    }
  }

  private static void resultColumn(Object from, int at, int planes, float[] to, int i, int length)
      throws Throwable {
    FloatVector m0 = (FloatVector) LOAD.invokeExact(SPECIES, from, at);
    FloatVector m1 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + planes);
    FloatVector m2 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 2 * planes);
    FloatVector m3 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 3 * planes);
    FloatVector m4 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 4 * planes);
    FloatVector m5 = (FloatVector) LOAD.invokeExact(SPECIES, from, at + 5 * planes);
    FloatVector evenA = m1.add(m2);
    FloatVector oddA = m1.sub(m2);
    FloatVector evenB = m3.add(m4);
    FloatVector oddB = m3.sub(m4);
    m0.add(evenA).add(evenB).intoArray(to, i);
    oddA.mul(broadcast(SPECIES, A)).add(oddB.mul(broadcast(SPECIES, B))).intoArray(to, i + length);
    evenA
        .mul(broadcast(SPECIES, A2))
        .add(evenB.mul(broadcast(SPECIES, B2)))
        .intoArray(to, i + 2 * length);
    oddB.fma(broadcast(SPECIES, B3), oddA.fma(broadcast(SPECIES, A3), m5))
        .intoArray(to, i + 3 * length);
  }

  private static void resultRow(float[] from, int i, float[] bias, int channel, float[] to, int o) {
    FloatVector m0 = FloatVector.fromArray(SPECIES, from, i);
    FloatVector m1 = FloatVector.fromArray(SPECIES, from, i + BLOCK);
    FloatVector m2 = FloatVector.fromArray(SPECIES, from, i + 2 * BLOCK);
    FloatVector m3 = FloatVector.fromArray(SPECIES, from, i + 3 * BLOCK);
    FloatVector m4 = FloatVector.fromArray(SPECIES, from, i + 4 * BLOCK);
    FloatVector m5 = FloatVector.fromArray(SPECIES, from, i + 5 * BLOCK);
    FloatVector added = FloatVector.fromArray(SPECIES, bias, channel);
    FloatVector evenA = m1.add(m2);
    FloatVector oddA = m1.sub(m2);
    FloatVector evenB = m3.add(m4);
    FloatVector oddB = m3.sub(m4);
    m0.add(added).add(evenA).add(evenB).intoArray(to, o);
    oddA.fma(broadcast(SPECIES, A), oddB.fma(broadcast(SPECIES, B), added))
        .intoArray(to, o + BLOCK);
    evenA
        .fma(broadcast(SPECIES, A2), evenB.fma(broadcast(SPECIES, B2), added))
        .intoArray(to, o + 2 * BLOCK);
    oddB.fma(broadcast(SPECIES, B3), oddA.fma(broadcast(SPECIES, A3), m5))
        .add(added)
        .intoArray(to, o + 3 * BLOCK);
  }
}
