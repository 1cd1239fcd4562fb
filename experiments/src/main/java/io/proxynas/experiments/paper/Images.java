package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.DATA_SET;
import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ContactSheet;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Effort;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * The images of each method's sets, a row a class (Zhao and Bilen, arXiv 2110.04181, section 4.2,
 * visualisation). Mosaics are shown as they are stored.
 */
final class Images extends PaperExperiment {

  private static final String COUNT = "images";
  private static final String COST = "condensation seconds";
  private static final String HASH = "set";
  private static final String ORIGINAL = "original";
  private static final String ENLARGED = "enlarged";

  /** About so wide is an enlarged sheet, in points. */
  private static final int WIDTH = 1600;

  private static final int MOST_ZOOM = 4;

  Images() {
    super(
        "images",
        "the images of each method's sets",
        "Figures of condensed images in Zhao and Bilen, arXiv 2110.04181");
  }

  @Override
  public Selection selection(Scale scale) {
    List<Integer> sizes = scale == Scale.SMOKE ? List.of(1) : List.of(1, 10, 50);
    return new Selection(scale.dataSets(), Accuracy.METHODS, sizes);
  }

  @Override
  public List<String> columns() {
    return List.of(DATA_SET, METHOD, SIZE, COUNT, COST, HASH, ORIGINAL, ENLARGED);
  }

  @Override
  List<Sheet> trials(Workbench bench, DataSet data) {
    return bench.selection().condensed().stream()
        .map(spec -> new Sheet(bench, new SetMaking(bench.sets(data), spec)))
        .toList();
  }

  /** The two pictures of one set. */
  private record Sheet(Workbench bench, SetMaking making) implements Trial {

    @Override
    public String key() {
      return String.join("/", making.labels().values());
    }

    @Override
    public Map<String, String> settings() {
      return making.settings();
    }

    @Override
    public List<Effort> efforts() {
      return List.of(making.effort());
    }

    @Override
    public List<Row> run(Steps steps) throws InterruptedException {
      ProxySets.Proxy set = making.make(bench, steps.next());
      ProxyStore.Answer answer =
          set.condensed()
              .orElseThrow(() -> new IllegalStateException(key() + " must be a condensed set"));
      LabelledImages stored = answer.set().stored();
      String original = file("images");
      String enlarged = file("images-enlarged");
      try {
        ContactSheet.write(stored, 1, bench.folder().resolve(original));
        ContactSheet.write(stored, zoom(stored), bench.folder().resolve(enlarged));
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
      Row.Builder row = Row.of(key());
      making.labels().forEach(row::put);
      return List.of(
          row.put(COUNT, stored.size())
              .put(COST, making.seconds(set))
              .put(HASH, answer.hash())
              .put(ORIGINAL, original)
              .put(ENLARGED, enlarged)
              .build());
    }

    private String file(String what) {
      return Pictures.file(what + "-" + making.spec().name(), making.data().name());
    }

    private static int zoom(LabelledImages stored) {
      int row = stored.size() / stored.classes() * stored.shape().width();
      return Math.max(2, Math.min(MOST_ZOOM, WIDTH / row));
    }
  }

  @Override
  String legend() {
    return "A row of a sheet is a class, of which at most 50 images are shown. Standardised pixels have no"
        + " fixed range: each channel of a sheet is shown from the lowest to the highest value that all"
        + " but half a per cent at either end keep within. Sets of dmf and idm are mosaics of four"
        + " half-size images.\n";
  }

  @Override
  String text(Section section) {
    StringBuilder text = new StringBuilder(table(section.rows()));
    for (Row row : section.rows()) {
      String name = row.text(METHOD) + ", ipc " + row.text(SIZE);
      text.append("### ").append(name).append("\n\n");
      text.append(shown(row.text(ORIGINAL), name + ", original scale", section.pictures()));
      text.append(shown(row.text(ENLARGED), name + ", enlarged", section.pictures()));
    }
    return text.toString();
  }

  private static String shown(String file, String description, Pictures pictures) {
    return Files.exists(pictures.folder().resolve(file))
        ? "![%s](%s)\n\n".formatted(description, file)
        : "%s is not there any more.\n\n".formatted(file);
  }

  private static String table(List<Row> rows) {
    return new MarkdownTable<Row>(1)
        .column("method", row -> row.text(METHOD))
        .column("ipc", row -> Figures.whole(row.number(SIZE)))
        .column("images", row -> Figures.whole(row.number(COUNT)))
        .column("condensation s", row -> Figures.seconds(row.number(COST)))
        .column("set", row -> row.text(HASH).substring(0, 8))
        .text(rows);
  }
}
