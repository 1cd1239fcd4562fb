package io.proxynas.engine.internal.onednn.winograd;

import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.Arrays;
import org.bytedeco.dnnl.memory;

/**
 * The gradient of 3x3 filters and of the bias by F(3x3, 4x4): the products of all tiles are summed
 * up, a group of tiles after the other, before they are transformed back.
 */
final class TiledFilterGradient implements Runnable {

  private final TileTransforms transforms;
  private final Tiling tiling;
  private final TileData data;
  private final BlockedImages gradients;
  private final Planes planes;
  private final Planes sums;
  private final Call multiply;
  private final Call multiplyAndAdd;
  private final Object filterGradient;
  private final float[] biasGradient;
  private final float[] rows;
  private final float[] scratch;

  /**
   * @param images in blocks of channels
   * @param gradients of the results, in blocks of channels
   * @param filterGradient where it goes, in the format of {@link FilterPlanes#format}, the images'
   *     channels last
   * @param biasGradient where it goes, one value a channel of the results
   */
  TiledFilterGradient(
      Context context,
      TileTransforms transforms,
      Tiling tiling,
      memory images,
      memory gradients,
      memory filterGradient,
      float[] biasGradient) {
    this.transforms = transforms;
    this.tiling = tiling;
    this.biasGradient = biasGradient;
    this.filterGradient = transforms.view(Context.bytes(filterGradient));
    data = new TileData(context, transforms, tiling, images);
    int block = transforms.block();
    int out = tiling.out().channels();
    this.gradients = new BlockedImages(gradients, tiling.out(), tiling.images(), block);
    memory.desc desc = Planes.desc(tiling.groupTiles(), out);
    planes = Planes.of(transforms, desc, context.workspace(1, desc));
    memory.desc sumsDesc = Planes.desc(out, tiling.in().channels());
    sums = Planes.of(transforms, sumsDesc, context.workspace(2, sumsDesc));
    memory transposed = context.view(planes.values(), planes.transposed());
    multiply = Call.product(context, false, transposed, data.planes().values(), sums.values());
    multiplyAndAdd = Call.product(context, true, transposed, data.planes().values(), sums.values());
    rows =
        new float[MinimalFiltering.RESULTS * MinimalFiltering.RESULTS * tiling.columns() * block];
    scratch = new float[MinimalFiltering.TILE * rows.length / MinimalFiltering.RESULTS];
  }

  @Override
  public void run() {
    Arrays.fill(biasGradient, 0);
    for (int group = 0; group < tiling.groups(); group++) {
      data.run(group);
      transform(group);
      (group == 0 ? multiply : multiplyAndAdd).run();
    }
    int matrix = sums.rows() * sums.row();
    for (int at = 0; at < matrix; at += transforms.block() * Float.BYTES) {
      transforms.filterGradient(sums.view(), at, sums.plane(), scratch, filterGradient, at, matrix);
    }
  }

  private void transform(int group) {
    int first = group * tiling.groupRows();
    for (int i = 0; i < tiling.groupRows(); i++) {
      for (int channels = 0; channels < gradients.blocks(); channels++) {
        transform(first + i, i * tiling.columns(), channels);
      }
    }
  }

  private void transform(int row, int tile, int channels) {
    int results = MinimalFiltering.RESULTS;
    int block = transforms.block();
    int pixels = results * tiling.columns();
    int start = row % tiling.rows() * results;
    gradients.read(row / tiling.rows(), channels, start, results, rows, pixels * block, 0);
    transforms.sum(rows, 0, results * pixels, biasGradient, channels * block);
    int at = tile * planes.row() + channels * block * Float.BYTES;
    transforms.gradient(
        rows, scratch, tiling.columns(), planes.view(), at, planes.row(), planes.plane());
  }
}
