package io.proxynas.experiments.paper;

import io.proxynas.condense.set.Method;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.stat.Interval;
import io.proxynas.experiments.paper.StudyRows.Correlation;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.Selection.By;
import io.proxynas.experiments.run.Selection.Contestant;
import io.proxynas.experiments.run.Selection.Whole;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.experiments.show.AccuracyScatter;
import io.proxynas.experiments.show.Figures;
import io.proxynas.experiments.show.MarkdownTable;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.Published;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.knowm.xchart.XYChart;

/**
 * Architecture search on each set, over the paper's 720 networks or a sample of as many narrower
 * ones: what the search would choose, how well it ranks, and what it costs (Zhao and Bilen, arXiv
 * 2110.04181, section 4.4, neural architecture search).
 */
final class ArchitectureSearch extends PaperExperiment {

  /** The conditions of its figures in {@code published.csv}. */
  private static final String PUBLISHED_TOP = "spearman within the top 5 %";

  private static final String PUBLISHED_TIME = "minutes";

  // Columns of a study's candidates.csv.
  private static final String TRUTH = "full";
  private static final String TRUTH_SEED = TRUTH + " seed ";
  private static final String SECONDS = " seconds";

  ArchitectureSearch() {
    super(
        "architecture-search",
        "which networks a search on each set would choose, and what it costs",
        "The table of neural architecture search in Zhao and Bilen, arXiv 2110.04181");
  }

  @Override
  public Selection selection(Scale scale) {
    List<Contestant> contestants =
        List.of(new By(Method.RANDOM), new By(Method.DSA), new By(Method.DM), new Whole());
    String dataSet = scale == Scale.PAPER ? "cifar10" : "fashion-mnist-mini";
    return new Selection(List.of(dataSet), contestants, List.of(scale == Scale.SMOKE ? 1 : 50));
  }

  @Override
  public List<String> columns() {
    return StudyRows.columns();
  }

  @Override
  List<StudyTrial> trials(Workbench bench, DataSet data) {
    return List.of(new StudyTrial(bench, data));
  }

  @Override
  String legend() {
    return "Spearman's ρ is of validation accuracies, with the interval of the bootstrap, on the same"
        + " candidates for all. The top 5 % are those that the first training on the whole data finds"
        + " best; their truth is the second. Within so few the interval is wide. What is ranked first"
        + " (the choice) was trained on the whole data and measured on the test images, twice; regret is"
        + " what it lacks of the best on the validation images. Whole: one more training on the whole"
        + " data. Early stopping: real images for as many updates as on the set. Time is that of one"
        + " worker; the condensation counts whenever the set was made. Images are those to be stored, of"
        + " which a set of mosaics trains on four each; early stopping beside such a set is named by it."
        + " Storage: float32 for sets, a byte a value for real images.\n\n"
        + Published.LEGEND;
  }

  @Override
  String text(Section section) throws IOException {
    List<Row> latest = latest(section.rows());
    return summary(latest.get(0))
        + ranking(section, latest)
        + cost(section, latest)
        + scatter(section.dataSet(), section.pictures());
  }

  /**
   * The rows of the last trial: with another set a study is measured anew, on the same trainings.
   */
  private static List<Row> latest(List<Row> rows) {
    String last = rows.get(rows.size() - 1).trial();
    return rows.stream().filter(row -> row.trial().equals(last)).toList();
  }

  private static String summary(Row any) {
    return "%s candidates; %s in the top 5 %%; noise ceiling over all %s.\n\n"
        .formatted(
            any.text(StudyRows.N),
            any.text(StudyRows.TOP_N),
            Figures.number("%.2f", any.number(StudyRows.CEILING)));
  }

  private static String ranking(Section section, List<Row> rows) {
    return new MarkdownTable<Row>(1)
        .column("ranked by", row -> row.text(StudyRows.SCORE))
        .column("choice, test %", row -> Figures.percent(row.number(StudyRows.TEST)))
        .column("regret", row -> Figures.percent(row.number(StudyRows.REGRET)))
        .column("ρ in the top 5 %", row -> interval(Correlation.TOP.of(row)))
        .column("published", row -> section.publishedAs(row, PUBLISHED_TOP, "%.2f"))
        .column("ρ over all", row -> interval(Correlation.ALL.of(row)))
        .column("n", row -> row.text(StudyRows.N))
        .text(rows);
  }

  private static String cost(Section section, List<Row> rows) {
    return new MarkdownTable<Row>(1)
        .column("ranked by", row -> row.text(StudyRows.SCORE))
        .column("s a candidate", row -> Figures.number("%.3f", row.number(StudyRows.EACH)))
        .column("condensation s", row -> MeasuredTable.seconds(row.number(StudyRows.COST)))
        .column("all candidates min", row -> Figures.number("%,.2f", minutes(row)))
        .column("published min", row -> section.publishedAs(row, PUBLISHED_TIME, "%,.1f"))
        .column(
            "speed-up",
            row -> Figures.number("%,.1f", minutes(row, row.number(StudyRows.FULL)) / minutes(row)))
        .column("images", row -> Figures.whole(row.number(StudyRows.IMAGES)))
        .column("storage MB", row -> Figures.number("%,.2f", row.number(StudyRows.BYTES) / 1e6))
        .text(rows);
  }

  private static double minutes(Row row) {
    return minutes(row, row.number(StudyRows.EACH)) + row.number(StudyRows.COST) / 60;
  }

  private static double minutes(Row row, double each) {
    return row.number(StudyRows.N) * each / 60;
  }

  private static String interval(Interval interval) {
    return interval.isBounded()
        ? "%s [%s, %s]"
            .formatted(
                Figures.number("%.2f", interval.value()),
                Figures.number("%.2f", interval.low()),
                Figures.number("%.2f", interval.high()))
        : Figures.number("%.2f", interval.value());
  }

  /** Of the sets; the study's own table has the candidates. */
  private static String scatter(String dataSet, Pictures pictures) throws IOException {
    Path file = new RunFolder(pictures.folder().resolve(StudyRows.folder(dataSet))).candidates();
    if (!Files.exists(file)) {
      return "";
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      List<CSVRecord> candidates = parser.getRecords();
      List<XYChart> charts = new ArrayList<>();
      for (String set : sets(parser.getHeaderNames())) {
        charts.add(AccuracyScatter.chart(set, values(candidates, set), values(candidates, TRUTH)));
      }
      return charts.isEmpty() || candidates.isEmpty()
          ? ""
          : pictures.show(
              charts,
              Pictures.file("architecture-search", dataSet),
              "Validation accuracies of the candidates on each set and on the full data of "
                  + dataSet);
    }
  }

  /** The columns that have one of seconds beside them, without those of the truth. */
  private static List<String> sets(List<String> columns) {
    return columns.stream()
        .filter(column -> columns.contains(column + SECONDS) && !column.startsWith(TRUTH_SEED))
        .toList();
  }

  private static double[] values(List<CSVRecord> candidates, String column) {
    return candidates.stream().mapToDouble(line -> Double.parseDouble(line.get(column))).toArray();
  }
}
