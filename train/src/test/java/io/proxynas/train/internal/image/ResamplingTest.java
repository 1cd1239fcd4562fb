package io.proxynas.train.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Test
  void centreSquare_halved_byHand() {
    // Two outputs of four pixels: the triangle of half-width 2 about 1 has weights 3/4, 3/4, 1/4.
    float[] square = centreSquare(row(4, 4, new float[] {0, 7, 14, 21}), 4, 4, 2);

    assertThat(square).containsExactly(new float[] {5, 16, 5, 16}, within(1e-5f));
  }

  /** First down, then across. */
  private static float[] centreSquare(float[] plane, int height, int width, int size) {
    Resampling down = Resampling.ofCentre(height, width, size);
    Resampling across = Resampling.ofCentre(width, height, size);
    float[] low = new float[size * width];
    for (int y = down.start(); y < down.end(); y++) {
      down.addLine(y, plane, y * width, low, width);
    }
    float[] square = new float[size * size];
    float[] line = new float[size];
    for (int y = 0; y < size; y++) {
      across.along(low, y * width, line);
      System.arraycopy(line, 0, square, y * size, size);
    }
    return square;
  }

  private static float[] row(int height, int width, float[] row) {
    float[] plane = new float[height * width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(row, 0, plane, y * width, width);
    }
    return plane;
  }

  @Test
  void centreSquare_ofTheSameSize_isTheImage() {
    float[] plane = plane(6, 6);
    assertThat(centreSquare(plane, 6, 6, 6)).isEqualTo(plane);
  }

  @Test
  void centreSquare_ofAWideImage_cutsBothSides() {
    float[] wide = row(2, 6, new float[] {9, 9, 1, 2, 9, 9});
    assertThat(centreSquare(wide, 2, 6, 2)).containsExactly(1, 2, 1, 2);
  }

  @Test
  void centreSquare_agreesWithPillow() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("resampling-pillow.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Iterator<String> lines = text.lines().iterator();
      while (lines.hasNext()) {
        int[] s = Stream.of(lines.next().split(" ")).mapToInt(Integer::parseInt).toArray();
        float[] actual = centreSquare(plane(s[0], s[1]), s[0], s[1], s[2]);
        String[] expected = lines.next().split(" ");
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
          assertThat(actual[i])
              .as("%s at %d", text, i)
              .isCloseTo(Float.parseFloat(expected[i]), within(2e-3f));
        }
      }
    }
  }

  /** As in resampling-pillow.py. */
  private static float[] plane(int height, int width) {
    float[] plane = new float[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        plane[y * width + x] = (31 * y * y + 17 * x * x + 7 * x * y + 40) % 256;
      }
    }
    return plane;
  }
}
