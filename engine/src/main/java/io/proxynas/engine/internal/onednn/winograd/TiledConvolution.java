package io.proxynas.engine.internal.onednn.winograd;

import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import org.bytedeco.dnnl.memory;

/** A convolution of 3x3 filters by F(4x4, 3x3), a group of tiles after the other. */
final class TiledConvolution implements Runnable {

  private final TileTransforms transforms;
  private final Tiling tiling;
  private final TileData data;
  private final BlockedImages results;
  private final Planes products;
  private final Call multiply;
  private final float[] bias;
  private final float[] scratch;
  private final float[] rows;

  /**
   * @param images in blocks of channels
   * @param filters transformed, from the images' channels to the results'
   * @param bias one value a channel, which the caller may change between two runs
   * @param results in blocks of channels
   */
  TiledConvolution(
      Context context,
      TileTransforms transforms,
      Tiling tiling,
      memory images,
      Planes filters,
      float[] bias,
      memory results) {
    this.transforms = transforms;
    this.tiling = tiling;
    this.bias = bias;
    data = new TileData(context, transforms, tiling, images);
    int block = transforms.block();
    this.results = new BlockedImages(results, tiling.out(), tiling.images(), block);
    memory.desc desc = Planes.desc(tiling.groupTiles(), tiling.out().channels());
    products = Planes.of(transforms, desc, context.workspace(1, desc));
    Planes values = data.planes();
    multiply =
        Call.product(
            context,
            false,
            context.view(values.values(), values.desc()),
            filters.values(),
            products.values());
    int width = MinimalFiltering.RESULTS * tiling.columns() * block;
    rows = new float[MinimalFiltering.RESULTS * width];
    scratch = new float[MinimalFiltering.TILE * width];
  }

  @Override
  public void run() {
    for (int group = 0; group < tiling.groups(); group++) {
      data.run(group);
      multiply.run();
      finish(group);
    }
  }

  private void finish(int group) {
    int first = group * tiling.groupRows();
    int end = Math.min(first + tiling.groupRows(), tiling.allRows());
    for (int row = first; row < end; row++) {
      for (int channels = 0; channels < results.blocks(); channels++) {
        finish(row, (row - first) * tiling.columns(), channels);
      }
    }
  }

  private void finish(int row, int tile, int channels) {
    int channel = channels * transforms.block();
    transforms.result(
        products.view(),
        tile * products.row() + channel * Float.BYTES,
        products.row(),
        products.plane(),
        scratch,
        tiling.columns(),
        bias,
        channel,
        rows);
    int results = MinimalFiltering.RESULTS;
    int length = results * tiling.columns() * transforms.block();
    int start = row % tiling.rows() * results;
    this.results.write(row / tiling.rows(), channels, start, results, rows, length);
  }
}
