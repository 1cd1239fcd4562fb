package io.proxynas.engine.internal.onednn.winograd.vector;

import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.A3;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_0;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_A;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.AT_B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B2;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.B3;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.PRODUCT;
import static io.proxynas.engine.internal.onednn.winograd.MinimalFiltering.SUM;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.load;
import static io.proxynas.engine.internal.onednn.winograd.vector.VectorMemory.store;

import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.winograd.TileTransforms;
import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/*
 * Each method is small enough for the JIT compiler to keep its vectors in registers; one that it
 * can't put into its caller allocates them instead. So no method takes or returns a vector but those
 * of one line, and the loops over tiles are in methods of their own.
 */

/** The transforms with the widest vectors of which a block of channels is made up. */
public final class VectorTransforms implements TileTransforms {

  private static final int BLOCK = Context.block(16);
  private static final int LANES = Math.min(BLOCK, FloatVector.SPECIES_PREFERRED.length());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(LANES * Float.SIZE));

  /** For {@link io.proxynas.engine.internal.onednn.winograd.VectorUnit}. */
  public VectorTransforms() {}

  @Override
  public int block() {
    return BLOCK;
  }

  @Override
  public Object view(ByteBuffer memory) {
    return VectorMemory.view(memory);
  }

  @Override
  public void data(
      float[] rows, float[] scratch, int tiles, Object to, int at, int tile, int plane) {
    int length = (4 * tiles + 2) * BLOCK;
    for (int i = 0; i < length; i += LANES) {
      dataColumn(rows, scratch, length, i);
    }
    for (int row = 0; row < 6; row++) {
      dataRows(scratch, row * length, tiles, to, at + 6 * row * plane, tile, plane);
    }
  }

  private static void dataRows(
      float[] scratch, int start, int tiles, Object to, int at, int tile, int plane) {
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
    FloatVector evenA = d2.fma(all(-B2), d4);
    FloatVector oddA = d1.fma(all(-B2), d3);
    FloatVector evenB = d2.fma(all(-A2), d4);
    FloatVector oddB = d1.fma(all(-A2), d3);
    d0.fma(all(PRODUCT), d2.fma(all(-SUM), d4)).intoArray(to, i);
    oddA.fma(all(A), evenA).intoArray(to, i + length);
    oddA.fma(all(-A), evenA).intoArray(to, i + 2 * length);
    oddB.fma(all(B), evenB).intoArray(to, i + 3 * length);
    oddB.fma(all(-B), evenB).intoArray(to, i + 4 * length);
    d1.fma(all(PRODUCT), d3.fma(all(-SUM), d5)).intoArray(to, i + 5 * length);
  }

  private static void dataRow(float[] d, int i, Object to, int at, int plane) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, d, i);
    FloatVector d1 = FloatVector.fromArray(SPECIES, d, i + BLOCK);
    FloatVector d2 = FloatVector.fromArray(SPECIES, d, i + 2 * BLOCK);
    FloatVector d3 = FloatVector.fromArray(SPECIES, d, i + 3 * BLOCK);
    FloatVector d4 = FloatVector.fromArray(SPECIES, d, i + 4 * BLOCK);
    FloatVector d5 = FloatVector.fromArray(SPECIES, d, i + 5 * BLOCK);
    FloatVector evenA = d2.fma(all(-B2), d4);
    FloatVector oddA = d1.fma(all(-B2), d3);
    FloatVector evenB = d2.fma(all(-A2), d4);
    FloatVector oddB = d1.fma(all(-A2), d3);
    store(d0.fma(all(PRODUCT), d2.fma(all(-SUM), d4)), to, at);
    store(oddA.fma(all(A), evenA), to, at + plane);
    store(oddA.fma(all(-A), evenA), to, at + 2 * plane);
    store(oddB.fma(all(B), evenB), to, at + 3 * plane);
    store(oddB.fma(all(-B), evenB), to, at + 4 * plane);
    store(d1.fma(all(PRODUCT), d3.fma(all(-SUM), d5)), to, at + 5 * plane);
  }

  @Override
  public void result(
      Object from,
      int at,
      int tile,
      int plane,
      float[] scratch,
      int tiles,
      float[] bias,
      int channel,
      float[] rows) {
    int length = 6 * tiles * BLOCK;
    for (int t = 0; t < tiles; t++) {
      resultColumns(from, at + t * tile, plane, scratch, 6 * t * BLOCK, length);
    }
    for (int row = 0; row < 4; row++) {
      resultRows(scratch, row * length, tiles, bias, channel, rows, row * 4 * tiles * BLOCK);
    }
  }

  private static void resultColumns(
      Object from, int at, int plane, float[] to, int start, int length) {
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

  private static void resultColumn(Object from, int at, int planes, float[] to, int i, int length) {
    FloatVector m0 = load(SPECIES, from, at);
    FloatVector m1 = load(SPECIES, from, at + planes);
    FloatVector m2 = load(SPECIES, from, at + 2 * planes);
    FloatVector m3 = load(SPECIES, from, at + 3 * planes);
    FloatVector m4 = load(SPECIES, from, at + 4 * planes);
    FloatVector m5 = load(SPECIES, from, at + 5 * planes);
    FloatVector evenA = m1.add(m2);
    FloatVector oddA = m1.sub(m2);
    FloatVector evenB = m3.add(m4);
    FloatVector oddB = m3.sub(m4);
    m0.add(evenA).add(evenB).intoArray(to, i);
    oddA.mul(A).add(oddB.mul(B)).intoArray(to, i + length);
    evenA.mul(A2).add(evenB.mul(B2)).intoArray(to, i + 2 * length);
    oddB.fma(all(B3), oddA.fma(all(A3), m5)).intoArray(to, i + 3 * length);
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
    oddA.fma(all(A), oddB.fma(all(B), added)).intoArray(to, o + BLOCK);
    evenA.fma(all(A2), evenB.fma(all(B2), added)).intoArray(to, o + 2 * BLOCK);
    oddB.fma(all(B3), oddA.fma(all(A3), m5)).add(added).intoArray(to, o + 3 * BLOCK);
  }

  @Override
  public void gradient(
      float[] rows, float[] scratch, int tiles, Object to, int at, int tile, int plane) {
    int length = 4 * tiles * BLOCK;
    for (int i = 0; i < length; i += LANES) {
      gradientColumn(rows, scratch, length, i);
    }
    for (int row = 0; row < 6; row++) {
      gradientRows(scratch, row * length, tiles, to, at + 6 * row * plane, tile, plane);
    }
  }

  private static void gradientRows(
      float[] scratch, int start, int tiles, Object to, int at, int tile, int plane) {
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
    FloatVector evenA = g2.fma(all(A2), g0);
    FloatVector oddA = g3.fma(all(A2), g1);
    FloatVector evenB = g2.fma(all(B2), g0);
    FloatVector oddB = g3.fma(all(B2), g1);
    g0.intoArray(to, i);
    oddA.fma(all(A), evenA).intoArray(to, i + length);
    oddA.fma(all(-A), evenA).intoArray(to, i + 2 * length);
    oddB.fma(all(B), evenB).intoArray(to, i + 3 * length);
    oddB.fma(all(-B), evenB).intoArray(to, i + 4 * length);
    g3.intoArray(to, i + 5 * length);
  }

  private static void gradientRow(float[] g, int i, Object to, int at, int plane) {
    FloatVector g0 = FloatVector.fromArray(SPECIES, g, i);
    FloatVector g1 = FloatVector.fromArray(SPECIES, g, i + BLOCK);
    FloatVector g2 = FloatVector.fromArray(SPECIES, g, i + 2 * BLOCK);
    FloatVector g3 = FloatVector.fromArray(SPECIES, g, i + 3 * BLOCK);
    FloatVector evenA = g2.fma(all(A2), g0);
    FloatVector oddA = g3.fma(all(A2), g1);
    FloatVector evenB = g2.fma(all(B2), g0);
    FloatVector oddB = g3.fma(all(B2), g1);
    store(g0, to, at);
    store(oddA.fma(all(A), evenA), to, at + plane);
    store(oddA.fma(all(-A), evenA), to, at + 2 * plane);
    store(oddB.fma(all(B), evenB), to, at + 3 * plane);
    store(oddB.fma(all(-B), evenB), to, at + 4 * plane);
    store(g3, to, at + 5 * plane);
  }

  @Override
  public void filter(
      Object from, int first, int step, float[] scratch, Object to, int at, int plane) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      int bytes = lane * Float.BYTES;
      for (int column = 0; column < 3; column++) {
        filterColumn(from, first + bytes + column * step, 3 * step, scratch, column * BLOCK + lane);
      }
      for (int row = 0; row < 6; row++) {
        filterRow(scratch, 3 * row * BLOCK + lane, to, at + bytes + 6 * row * plane, plane);
      }
    }
  }

  private static void filterColumn(Object from, int at, int rows, float[] to, int i) {
    FloatVector g0 = load(SPECIES, from, at);
    FloatVector g1 = load(SPECIES, from, at + rows);
    FloatVector g2 = load(SPECIES, from, at + 2 * rows);
    FloatVector evenA = g2.fma(all(A2), g0).mul(AT_A);
    FloatVector evenB = g2.fma(all(B2), g0).mul(AT_B);
    g0.mul(AT_0).intoArray(to, i);
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
    FloatVector evenA = g2.fma(all(A2), g0).mul(AT_A);
    FloatVector evenB = g2.fma(all(B2), g0).mul(AT_B);
    store(g0.mul(AT_0), to, at);
    store(g1.fma(all(A * AT_A), evenA), to, at + plane);
    store(g1.fma(all(-A * AT_A), evenA), to, at + 2 * plane);
    store(g1.fma(all(B * AT_B), evenB), to, at + 3 * plane);
    store(g1.fma(all(-B * AT_B), evenB), to, at + 4 * plane);
    store(g2, to, at + 5 * plane);
  }

  @Override
  public void filterGradient(
      Object from, int at, int plane, float[] scratch, Object to, int first, int step) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      int bytes = lane * Float.BYTES;
      for (int column = 0; column < 6; column++) {
        int offset = at + bytes + column * plane;
        filterGradientColumn(from, offset, 6 * plane, scratch, column * BLOCK + lane);
      }
      for (int row = 0; row < 3; row++) {
        int offset = first + bytes + 3 * row * step;
        filterGradientRow(scratch, 6 * row * BLOCK + lane, to, offset, step);
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
    FloatVector evenA = m1.add(m2).mul(AT_A);
    FloatVector oddA = m1.sub(m2).mul(AT_A);
    FloatVector evenB = m3.add(m4).mul(AT_B);
    FloatVector oddB = m3.sub(m4).mul(AT_B);
    m0.fma(all(AT_0), evenA).add(evenB).intoArray(to, i);
    oddA.mul(A).add(oddB.mul(B)).intoArray(to, i + 6 * BLOCK);
    evenA.fma(all(A2), evenB.fma(all(B2), m5)).intoArray(to, i + 12 * BLOCK);
  }

  private static void filterGradientRow(float[] from, int i, Object to, int at, int step) {
    FloatVector m0 = FloatVector.fromArray(SPECIES, from, i);
    FloatVector m1 = FloatVector.fromArray(SPECIES, from, i + BLOCK);
    FloatVector m2 = FloatVector.fromArray(SPECIES, from, i + 2 * BLOCK);
    FloatVector m3 = FloatVector.fromArray(SPECIES, from, i + 3 * BLOCK);
    FloatVector m4 = FloatVector.fromArray(SPECIES, from, i + 4 * BLOCK);
    FloatVector m5 = FloatVector.fromArray(SPECIES, from, i + 5 * BLOCK);
    FloatVector evenA = m1.add(m2).mul(AT_A);
    FloatVector oddA = m1.sub(m2).mul(AT_A);
    FloatVector evenB = m3.add(m4).mul(AT_B);
    FloatVector oddB = m3.sub(m4).mul(AT_B);
    store(m0.fma(all(AT_0), evenA).add(evenB), to, at);
    store(oddA.mul(A).add(oddB.mul(B)), to, at + step);
    store(evenA.fma(all(A2), evenB.fma(all(B2), m5)), to, at + 2 * step);
  }

  @Override
  public void sum(float[] rows, int start, int count, float[] sums, int channel) {
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < count; i++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, rows, start + i * BLOCK + lane));
      }
      sum.add(FloatVector.fromArray(SPECIES, sums, channel + lane)).intoArray(sums, channel + lane);
    }
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
