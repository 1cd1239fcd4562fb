package io.proxynas.engine.internal.onednn.winograd.vector;

import io.proxynas.engine.internal.onednn.winograd.TileTransforms;
import java.nio.ByteBuffer;

/** The transforms by the Vector API. */
public final class VectorTransforms implements TileTransforms {

  /** For {@link io.proxynas.engine.internal.onednn.winograd.VectorUnit}. */
  public VectorTransforms() {}

  @Override
  public int block() {
    return Vectors.BLOCK;
  }

  @Override
  public Object view(ByteBuffer memory) {
    return VectorMemory.view(memory);
  }

  @Override
  public void data(
      float[] rows, float[] scratch, int tiles, Object to, int at, int tile, int plane) {
    try {
      DataTransform.data(rows, scratch, tiles, to, at, tile, plane);
    } catch (Throwable e) {
      throw VectorMemory.unexpected(e);
    }
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
    try {
      ResultTransform.result(from, at, tile, plane, scratch, tiles, bias, channel, rows);
    } catch (Throwable e) {
      throw VectorMemory.unexpected(e);
    }
  }

  @Override
  public void gradient(
      float[] rows, float[] scratch, int tiles, Object to, int at, int tile, int plane) {
    try {
      GradientTransform.gradient(rows, scratch, tiles, to, at, tile, plane);
    } catch (Throwable e) {
      throw VectorMemory.unexpected(e);
    }
  }

  @Override
  public void filter(
      Object from, int first, int step, float[] scratch, Object to, int at, int plane) {
    try {
      FilterTransform.filter(from, first, step, scratch, to, at, plane);
    } catch (Throwable e) {
      throw VectorMemory.unexpected(e);
    }
  }

  @Override
  public void filterGradient(
      Object from, int at, int plane, float[] scratch, Object to, int first, int step) {
    try {
      FilterGradientTransform.filterGradient(from, at, plane, scratch, to, first, step);
    } catch (Throwable e) {
      throw VectorMemory.unexpected(e);
    }
  }

  @Override
  public void sum(float[] rows, int start, int count, float[] sums, int channel) {
    GradientTransform.sum(rows, start, count, sums, channel);
  }
}
