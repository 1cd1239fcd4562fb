package io.proxynas.eval.internal.page;

/**
 * One HTML file of text, tables and pictures in the look of a run's page. It has no scripts, makes
 * no network request, and its content security policy lets it do neither.
 */
public final class DocumentPage {

  private static final String STYLE =
      HtmlPage.resource("page.css") + HtmlPage.resource("document.css");

  private DocumentPage() {}

  /**
   * The page.
   *
   * @param title text, of the browser's window
   * @param body HTML, whose pictures are in data URIs
   */
  public static String of(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'">
        """
        + "<title>%s</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>%s</style>\n"
            .formatted(escaped(title), STYLE)
        + "</head>\n<body>\n<main class=\"document\">\n%s</main>\n</body>\n</html>\n"
            .formatted(body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
