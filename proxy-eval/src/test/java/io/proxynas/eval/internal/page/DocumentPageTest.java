package io.proxynas.eval.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentPageTest {

  @Test
  void of_bodyIsThereAndTitleIsText() {
    String page = DocumentPage.of("a < b & c", "<p>100 % {{style}} $1</p>\n");
    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<title>a &lt; b &amp; c</title>", "<p>100 % {{style}} $1</p>")
        .contains("default-src 'none'", "img-src data:", ".document")
        .doesNotContain("<script", "http:", "https:");
  }
}
