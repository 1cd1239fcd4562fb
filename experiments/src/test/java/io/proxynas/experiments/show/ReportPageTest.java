package io.proxynas.experiments.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  @TempDir private Path folder;

  @Test
  void of_tablesAndPictures_areInTheFile() throws IOException {
    Files.write(folder.resolve("a.png"), new byte[] {0, 0, 3});
    String table =
        new MarkdownTable<String>(1)
            .column("method", method -> method)
            .column("value", method -> "0.5")
            .text(List.of("dm"));

    String page = ReportPage.of("accuracy", "# Title\n\n" + table + "![what](a.png)\n", folder);

    assertThat(page)
        .contains("<title>accuracy</title>", "<h1>Title</h1>", "<td align=\"left\">dm</td>")
        .contains("<td align=\"right\">0.5</td>")
        .contains("<img src=\"data:image/png;base64,AAAD\" alt=\"what\" />")
        .contains("default-src 'none'")
        .doesNotContain("<script");
  }

  @Test
  void of_textThatLooksLikeHtml_isText() throws IOException {
    String page = ReportPage.of("a <b> & c", "## <script>alert(1)</script>\n\n<i>x</i>\n", folder);
    assertThat(page)
        .contains("<title>a &lt;b&gt; &amp; c</title>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;i&gt;x&lt;/i&gt;")
        .doesNotContain("<script", "<i>");
  }

  @Test
  void of_pictureThatIsNotThere_keepsItsName() throws IOException {
    assertThat(ReportPage.of("x", "![gone](gone.png)", folder))
        .contains("<img src=\"gone.png\" alt=\"gone\" />");
  }
}
