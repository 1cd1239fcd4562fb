package io.proxynas.eval.stat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A line of SciPy's golden values; see src/test/python/statistics_golden.py. */
record GoldenPairs(String name, double[] x, double[] y, double[] values) {

  static List<GoldenPairs> read(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GoldenPairs.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      return reader.lines().map(GoldenPairs::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenPairs parse(String line) {
    String[] parts = line.split(";");
    return new GoldenPairs(
        parts[0],
        numbers(parts[1].split(",")),
        numbers(parts[2].split(",")),
        numbers(Arrays.copyOfRange(parts, 3, parts.length)));
  }

  private static double[] numbers(String[] texts) {
    return Stream.of(texts).mapToDouble(Double::parseDouble).toArray();
  }
}
