package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void line_quotesWhatNeedsItAndLeavesTheUnknownEmpty() {
    assertThat(Csv.line(null, "plain", "", 3L, 0.1 + 0.2, 1e-5, Double.NaN, -1 / 0.0, "größe"))
        .isEqualTo(",plain,,3,0.30000000000000004,1.0E-5,,,größe\n");
    assertThat(Csv.line("a,b", "say \"x\"", "two\nlines", "two\rlines", "|x~0|+|y|", "a'b\\c"))
        .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"two\rlines\",|x~0|+|y|,a'b\\c\n");
  }

  @Test
  void format_readsWhatWasWritten() throws IOException {
    String text = Csv.line("a,b", "two\nlines", "") + Csv.line(null, " x ", "#");
    try (CSVParser parser = CSVParser.parse(text, Csv.FORMAT)) {
      assertThat(parser.getRecords())
          .satisfiesExactly(
              first -> assertThat(first.toList()).containsExactly("a,b", "two\nlines", ""),
              second -> assertThat(second.toList()).containsExactly("", " x ", "#"));
    }
  }
}
