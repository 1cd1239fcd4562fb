package io.proxynas.condense.match;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Golden values from PyTorch: see src/test/python/beyond_golden.py. */
record BeyondGolden(Mosaic decoder, List<Characteristic> characteristic) {

  /** Two stored images of 2x6x8; the gradient of the sum of decoded values times weights. */
  record Mosaic(float[] stored, float[] decoded, float[] weights, float[] gradient) {}

  /** Seven real and three synthetic embeddings of six values; frequencies (6, 5). */
  record Characteristic(
      double alpha,
      float[] frequencies,
      float[] real,
      float[] synthetic,
      double loss,
      float[] gradient) {}

  static BeyondGolden read() throws IOException {
    try (InputStream in = BeyondGolden.class.getResourceAsStream("beyond-golden.json")) {
      return new ObjectMapper().readValue(in, BeyondGolden.class);
    }
  }
}
