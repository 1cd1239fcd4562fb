package io.proxynas.engine.internal.onednn.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {

  private static Tiling tiling(int images, int channels, int side) {
    ImageShape shape = new ImageShape(channels, side, side);
    return new Tiling(images, shape, shape, 1, 1);
  }

  @Test
  void groups_tilesOf25Images_areOfEqualSizeAndCoverAll() {
    Tiling tiling = tiling(25, 64, 14);

    assertThat(tiling.tiles()).isEqualTo(25 * 4 * 4);
    assertThat(tiling.groups()).isEqualTo(7);
    assertThat(tiling.groupRows()).isEqualTo(15);
    assertThat(tiling.groupTiles()).isEqualTo(60);
  }

  @Test
  void groups_imagesWiderThanAGroup_areOfOneRow() {
    Tiling tiling = tiling(1, 512, 224);

    assertThat(tiling.groups()).isEqualTo(56);
    assertThat(tiling.groupTiles()).isEqualTo(56);
  }

  @Test
  void backward_swapsImagesAndResults_andPadsWhatTheForwardPassLeavesOut() {
    ImageShape in = new ImageShape(16, 8, 8);
    ImageShape out = new ImageShape(32, 6, 7);

    assertThat(new Tiling(2, in, out, 0, 1).backward()).isEqualTo(new Tiling(2, out, in, 2, 1));
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 1, true", "3, 2, 1, false", "3, 1, 2, false", "5, 1, 1, false"})
  void fits_window_onlyIfItIsA3x3FilterWithoutGaps(
      int kernel, int stride, int dilation, boolean fits) {
    Axis axis = new Axis(kernel, stride, dilation, 1, 1);

    assertThat(Tiling.fits(new Window(axis, axis))).isEqualTo(fits);
  }

  /** As measured on Zen 4 (benchmarks/README.md). */
  @ParameterizedTest
  @CsvSource({
    "25, 128, 14, true",
    "25, 64, 7, true",
    "25, 32, 14, true",
    "25, 16, 28, true",
    "25, 16, 14, false",
    "1, 64, 7, false"
  })
  void isFaster_shape_isAsMeasured(int images, int channels, int side, boolean faster) {
    assertThat(Winograd.isFaster(tiling(images, channels, side))).isEqualTo(faster);
  }
}
