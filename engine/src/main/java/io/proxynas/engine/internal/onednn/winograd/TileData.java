package io.proxynas.engine.internal.onednn.winograd;

import io.proxynas.engine.internal.onednn.primitive.Context;
import org.bytedeco.dnnl.memory;

/** The transformed values of a group of tiles: a matrix (tiles, channels) for each product. */
final class TileData {

  private final TileTransforms transforms;
  private final Tiling tiling;
  private final BlockedImages images;
  private final Planes planes;
  private final int length;
  private final float[] rows;
  private final float[] scratch;

  TileData(Context context, TileTransforms transforms, Tiling tiling, memory images) {
    this.transforms = transforms;
    this.tiling = tiling;
    int block = transforms.block();
    this.images = new BlockedImages(images, tiling.in(), tiling.images(), block);
    memory.desc desc = Planes.desc(tiling.groupTiles(), tiling.in().channels());
    planes = Planes.of(transforms, desc, context.workspace(0, desc));
    int overlap = MinimalFiltering.FILTER - 1;
    length = (MinimalFiltering.RESULTS * tiling.columns() + overlap) * block;
    rows = new float[MinimalFiltering.TILE * length];
    scratch = new float[rows.length];
  }

  Planes planes() {
    return planes;
  }

  void run(int group) {
    int first = group * tiling.groupRows();
    for (int i = 0; i < tiling.groupRows(); i++) {
      for (int channels = 0; channels < images.blocks(); channels++) {
        transform(first + i, i * tiling.columns(), channels);
      }
    }
  }

  private void transform(int row, int tile, int channels) {
    int start = row % tiling.rows() * MinimalFiltering.RESULTS - tiling.top();
    int image = row / tiling.rows();
    images.read(image, channels, start, MinimalFiltering.TILE, rows, length, tiling.left());
    int at = tile * planes.row() + channels * transforms.block() * Float.BYTES;
    transforms.data(
        rows, scratch, tiling.columns(), planes.view(), at, planes.row(), planes.plane());
  }
}
