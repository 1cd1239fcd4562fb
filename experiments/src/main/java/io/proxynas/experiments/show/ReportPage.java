package io.proxynas.experiments.show;

import io.proxynas.eval.internal.page.DocumentPage;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** An experiment's table and pictures as one HTML file with everything in it. */
public final class ReportPage {

  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  private ReportPage() {}

  /**
   * The page.
   *
   * @param title of the browser's window
   * @param markdown with pictures by their names; what looks like HTML in it is shown as text
   * @param folder where the PNG files are
   * @throws IOException if a picture that is there cannot be read
   */
  public static String of(String title, String markdown, Path folder) throws IOException {
    Node document = Parser.builder().extensions(TABLES).build().parse(markdown);
    for (Image image : images(document)) {
      Path file = folder.resolve(image.getDestination());
      if (Files.exists(file)) {
        image.setDestination(dataUri(file));
      }
    }
    return DocumentPage.of(
        title, HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).build().render(document));
  }

  private static List<Image> images(Node document) {
    List<Image> images = new ArrayList<>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Image image) {
            images.add(image);
          }
        });
    return images;
  }

  private static String dataUri(Path png) throws IOException {
    try {
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(png));
    } catch (IOException e) {
      throw AtomicFile.cannot("read", png, e);
    }
  }
}
