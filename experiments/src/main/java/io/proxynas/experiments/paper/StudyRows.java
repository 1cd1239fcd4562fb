package io.proxynas.experiments.paper;

import static io.proxynas.experiments.run.SetMaking.DATA_SET;
import static io.proxynas.experiments.run.SetMaking.METHOD;
import static io.proxynas.experiments.run.SetMaking.SIZE;

import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.StudyReport;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationFigures;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Selection.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a study: one for each set, and for each rival that ranks otherwise.
 *
 * @param trial key of the study's trial
 * @param report of the study
 */
record StudyRows(String trial, StudyReport report) {

  static final String SCORE = "ranked by";
  static final String NEEDS = "needs";
  static final String N = "n";
  static final String TOP_N = "top n";
  static final String CEILING = "noise ceiling";
  static final String REGRET = "regret";
  static final String CHOICE = "choice";
  static final String TEST = "choice test accuracy";
  static final String EACH = "seconds a candidate";
  static final String FULL = "full seconds a candidate";
  static final String COST = "condensation seconds";
  static final String IMAGES = "images";
  static final String BYTES = "bytes";

  /** A correlation over three columns. */
  enum Correlation {
    /** Over all candidates. */
    ALL("spearman", N),
    /** Within the top 5 %. */
    TOP("top spearman", TOP_N);

    private final String column;
    private final String candidates;

    Correlation(String column, String candidates) {
      this.column = column;
      this.candidates = candidates;
    }

    private void put(Row.Builder row, Interval interval) {
      row.put(column, interval.value());
      row.put(column + " low", interval.low());
      row.put(column + " high", interval.high());
    }

    /** What is shown of it in a row. */
    Interval of(Row row) {
      return new Interval(
              row.number(column), row.number(column + " low"), row.number(column + " high"))
          .shownFor((int) row.number(candidates));
    }

    private List<String> columns() {
      return List.of(column, column + " low", column + " high");
    }
  }

  /** The columns of the rows. */
  static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(DATA_SET, SCORE, NEEDS, METHOD, SIZE, N));
    columns.addAll(Correlation.ALL.columns());
    columns.add(CEILING);
    columns.add(TOP_N);
    columns.addAll(Correlation.TOP.columns());
    columns.addAll(List.of(REGRET, CHOICE, TEST, EACH, FULL, COST, IMAGES, BYTES));
    return columns;
  }

  /** Where the study of a data set is, in the experiment's folder. */
  static String folder(String dataSet) {
    return "study-" + dataSet.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /**
   * The sets first, then their rivals, each ranking once.
   *
   * @param epochs of each training
   */
  List<Row> rows(int epochs) {
    List<Ranked> ranked = new ArrayList<>();
    report.proxies().forEach(entry -> ranked.add(ofSet(entry)));
    Set<String> sets = new HashSet<>();
    report.proxies().forEach(entry -> sets.add(entry.proxy().name()));
    Set<List<Object>> seen = new HashSet<>();
    for (StudyReport.Entry entry : report.proxies()) {
      for (Rival rival : entry.validation().rivals()) {
        String name = name(entry, rival);
        if (!sets.contains(rival.name())
            && seen.add(List.of(name, rival.spearman(), rival.kendall(), rival.choice()))) {
          ranked.add(ofRival(entry, rival, epochs));
        }
      }
    }
    return ranked.stream().map(this::row).toList();
  }

  /**
   * What ranks, how well and at what cost.
   *
   * @param method a word without the size
   * @param imagesPerClass of the set; 0 without one
   * @param seconds of worker time a candidate
   * @param condensation seconds of worker time that its set took
   * @param images that have to be kept
   */
  private record Ranked(
      String name,
      Rival.Needs needs,
      String method,
      int imagesPerClass,
      Interval all,
      Interval top,
      double regret,
      String choice,
      double seconds,
      double condensation,
      long images,
      long bytes) {}

  private Ranked ofSet(StudyReport.Entry entry) {
    Report.ProxySummary proxy = entry.proxy();
    ValidationFigures validation = entry.validation();
    return new Ranked(
        name(proxy),
        Rival.Needs.PROXY,
        isWhole(proxy) ? Whole.WORD : proxy.method(),
        proxy.imagesPerClass(),
        validation.spearman(),
        validation.top().spearman(),
        validation.regret(),
        validation.choice(),
        entry.speedup().proxySecondsPerCandidate(),
        entry.cost().condenseSeconds(),
        stored(entry),
        entry.cost().proxyBytes());
  }

  private static boolean isWhole(Report.ProxySummary proxy) {
    return proxy.name().equals(ProxySpec.FULL);
  }

  private static String name(Report.ProxySummary proxy) {
    return isWhole(proxy) ? Whole.WORD : proxy.name();
  }

  /**
   * Early stopping is told apart by the updates that it makes: by the set's size, or by the set
   * where that trains on more images than it stores.
   */
  private String name(StudyReport.Entry entry, Rival rival) {
    if (!isEarlyStopping(rival)) {
      return rival.name();
    }
    Report.ProxySummary proxy = entry.proxy();
    boolean mosaics = stored(entry) < proxy.images();
    return rival.name() + ", " + (mosaics ? proxy.name() : "ipc " + proxy.imagesPerClass());
  }

  private static boolean isEarlyStopping(Rival rival) {
    return rival.name().equals(RivalKind.EARLY_STOPPING.word());
  }

  /** The images that the set keeps, of which one of mosaics trains on several each. */
  private long stored(StudyReport.Entry entry) {
    return isWhole(entry.proxy())
        ? entry.proxy().images()
        : entry.cost().proxyBytes() / (Float.BYTES * pixels(entry));
  }

  /** Values of an image. */
  private long pixels(StudyReport.Entry entry) {
    return entry.cost().dataBytes() / report.dataset().train();
  }

  private Ranked ofRival(StudyReport.Entry entry, Rival rival, int epochs) {
    Report.ProxySummary proxy = entry.proxy();
    boolean free = rival.needs() != Rival.Needs.TRAINING;
    boolean early = isEarlyStopping(rival);
    long images = free ? 0 : early ? drawn(epochs * (long) proxy.images()) : stored(entry);
    return new Ranked(
        name(entry, rival),
        rival.needs(),
        free || early ? rival.name() : Method.RANDOM.word(),
        free ? 0 : proxy.imagesPerClass(),
        rival.interval(),
        rival.top(),
        rival.regret(),
        rival.choice(),
        rival.seconds(),
        0,
        images,
        early ? images * pixels(entry) : free ? 0 : entry.cost().proxyBytes());
  }

  /**
   * Different images among so many that early stopping trains on: equal epochs of as many as fit.
   */
  private long drawn(long imageSteps) {
    long train = report.dataset().train();
    long epochs = (imageSteps + train - 1) / train;
    return imageSteps / epochs;
  }

  private Row row(Ranked ranked) {
    ValidationFigures any = report.proxies().get(0).validation();
    Row.Builder row = Row.of(trial);
    row.put(DATA_SET, report.dataset().name());
    row.put(SCORE, ranked.name());
    row.put(NEEDS, ranked.needs().toString());
    row.put(METHOD, ranked.method());
    row.put(SIZE, ranked.imagesPerClass());
    row.put(N, any.n());
    Correlation.ALL.put(row, ranked.all());
    row.put(CEILING, any.noiseCeiling());
    row.put(TOP_N, any.top().n());
    Correlation.TOP.put(row, ranked.top());
    row.put(REGRET, ranked.regret());
    row.put(CHOICE, ranked.choice());
    row.put(TEST, report.testAccuracy(ranked.choice()));
    row.put(EACH, ranked.seconds());
    row.put(FULL, report.proxies().get(0).speedup().fullSecondsPerCandidate());
    row.put(COST, ranked.condensation());
    row.put(IMAGES, ranked.images());
    row.put(BYTES, ranked.bytes());
    return row.build();
  }
}
