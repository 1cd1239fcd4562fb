package io.proxynas.experiments.replay;

import io.proxynas.eval.table.TableColumns;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.Csv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * What {@code nas-search table} measured: a line a network, and what was trained and for how many
 * epochs by the names of the columns. Lines whose status is a failure do not count.
 *
 * @param file names it in messages
 * @param columns in their order
 * @param lines those that count
 * @param pace by what the seconds of a row, counted from 1, are multiplied
 */
record MeasuredCsv(
    String file, List<String> columns, List<CSVRecord> lines, LongToDoubleFunction pace) {

  private static final CSVFormat FORMAT =
      Csv.FORMAT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();
  private static final String FAILED = "failed";
  private static final String DECISION = TableColumns.decision("");
  private static final Pattern ACCURACY = Pattern.compile("(.+):accuracy@([1-9]\\d{0,3})");
  private static final Pattern FULL = Pattern.compile("full-\\d{1,4}");
  private static final List<String> SIZES = List.of(TableColumns.PARAMETERS, TableColumns.FLOPS);
  private static final List<String> FREE =
      Stream.of(FreeScore.values()).map(TableColumns::free).toList();

  /** Reads a text; {@code file} names it in messages. */
  static MeasuredCsv parse(String file, String text) throws IOException {
    Csv.Table table = Csv.parsed(file, text, FORMAT);
    List<String> columns = table.columns();
    Require.inFile(
        columns.contains(TableColumns.ARCHITECTURE),
        "%s must have a column %s, but has %s",
        file,
        TableColumns.ARCHITECTURE,
        columns);
    List<CSVRecord> lines = new ArrayList<>();
    for (CSVRecord line : table.records()) {
      Require.inFile(
          line.size() == columns.size(),
          "line %d of %s must have %d fields, but has %d",
          line.getRecordNumber() + 1,
          file,
          columns.size(),
          line.size());
      if (!line.isMapped(TableColumns.STATUS)
          || !line.get(TableColumns.STATUS).startsWith(FAILED)) {
        lines.add(line);
      }
    }
    return new MeasuredCsv(file, columns, lines, row -> 1);
  }

  /** The same with the seconds of each row, counted from 1, multiplied. */
  MeasuredCsv scaled(LongToDoubleFunction by) {
    return new MeasuredCsv(file, columns, lines, by);
  }

  /** The networks. */
  List<String> networks() {
    return lines.stream().map(line -> line.get(TableColumns.ARCHITECTURE)).toList();
  }

  /** Those lines alone, in this order. */
  MeasuredCsv of(List<Integer> places) {
    return new MeasuredCsv(file, columns, Places.of(places, lines), pace);
  }

  /** What networks were trained on, in the order of the columns. */
  private List<String> trainings() {
    return columns.stream()
        .map(ACCURACY::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }

  private int epochs(String training) {
    return columns.stream()
        .map(ACCURACY::matcher)
        .filter(match -> match.matches() && match.group(1).equals(training))
        .mapToInt(match -> Integer.parseInt(match.group(2)))
        .max()
        .orElse(0);
  }

  /** The numbers of a column; NaN where there is none, and everywhere if it is not there. */
  List<Double> numbers(String column) throws IOException {
    List<Double> numbers = new ArrayList<>();
    for (CSVRecord line : lines) {
      numbers.add(line.isMapped(column) ? number(line, column) : Double.NaN);
    }
    return numbers;
  }

  /** The seconds of a column, at one pace. */
  private List<Double> paced(String column) throws IOException {
    List<Double> seconds = numbers(column);
    return IntStream.range(0, lines.size())
        .mapToObj(i -> seconds.get(i) * pace.applyAsDouble(lines.get(i).getRecordNumber()))
        .toList();
  }

  private double number(CSVRecord line, String column) throws IOException {
    String text = line.get(column);
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new WrongFileException(
          "%s of %s in %s must be a number, but is \"%s\""
              .formatted(
                  Shown.of(column),
                  Shown.of(line.get(TableColumns.ARCHITECTURE)),
                  file,
                  Shown.of(text)),
          e);
    }
  }

  /** The decisions of the space. */
  Decided decisions() {
    List<String> its = columns.stream().filter(column -> column.startsWith(DECISION)).toList();
    return new Decided(
        its.stream().map(column -> column.substring(DECISION.length())).toList(),
        its.stream().map(column -> lines.stream().map(line -> line.get(column)).toList()).toList());
  }

  /** Sizes and training-free scores, as far as it has them. */
  List<Score> scores() throws IOException {
    List<Score> scores = new ArrayList<>();
    for (String column : columns) {
      if (SIZES.contains(column)) {
        scores.add(new Score(column, ScoreKind.SIZE, numbers(column)));
      } else if (FREE.contains(column)) {
        scores.add(new Score(column, ScoreKind.UNTRAINED, numbers(column)));
      }
    }
    return scores;
  }

  /** The seconds of all training-free scores of each network. */
  List<Double> scoreSeconds() throws IOException {
    return paced(TableColumns.FREE_SECONDS).stream().map(s -> Double.isNaN(s) ? 0 : s).toList();
  }

  /** The seconds of each training-free score alone, where they are there. */
  Map<String, List<Double>> aloneSeconds() throws IOException {
    Map<String, List<Double>> seconds = new HashMap<>();
    for (FreeScore score : FreeScore.values()) {
      String column = TableColumns.freeSeconds(score);
      if (columns.contains(column)) {
        seconds.put(TableColumns.free(score), paced(column));
      }
    }
    return seconds;
  }

  /**
   * The trainings that are not full.
   *
   * @param once what each took before its first network, in seconds of worker time, by its name or
   *     the beginning of it; NaN where that is not known, as for a training that is not told here.
   *     Those on real images took nothing
   */
  List<ProxyTraining> proxies(Map<String, Double> once) throws IOException {
    List<ProxyTraining> proxies = new ArrayList<>();
    for (String training : trainings()) {
      if (!FULL.matcher(training).matches()) {
        proxies.add(
            new ProxyTraining(
                training, scores(training), seconds(training), before(training, once)));
      }
    }
    return proxies;
  }

  /** By the longest of the names, as dm-ipc5 begins dm-ipc50, too. */
  private static double before(String training, Map<String, Double> once) {
    if (ProxyTraining.isOnRealImages(training)) {
      return 0;
    }
    return once.keySet().stream()
        .filter(training::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(once::get)
        .orElse(Double.NaN);
  }

  private List<Score> scores(String training) throws IOException {
    int last = epochs(training);
    List<List<Double>> losses = curve(last, epoch -> TableColumns.trainingLoss(training, epoch));
    return List.of(
        trained(training, ProxyTraining.ACCURACY, numbers(TableColumns.accuracy(training, last))),
        trained(
            training,
            "validation-loss",
            negated(numbers(TableColumns.validationLoss(training, last)))),
        trained(training, ProxyTraining.TRAINING_LOSS, negated(losses.get(last - 1))),
        trained(training, "training-loss-sum", negated(sums(losses))));
  }

  private static Score trained(String training, String what, List<Double> merits) {
    return new Score(ProxyTraining.score(training, what), ScoreKind.TRAINED, merits);
  }

  private List<List<Double>> curve(int epochs, IntFunction<String> column) throws IOException {
    List<List<Double>> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      curve.add(numbers(column.apply(epoch)));
    }
    return curve;
  }

  private List<Double> sums(List<List<Double>> curve) {
    return IntStream.range(0, lines.size())
        .mapToObj(network -> curve.stream().mapToDouble(epoch -> epoch.get(network)).sum())
        .toList();
  }

  private static List<Double> negated(List<Double> values) {
    return values.stream().map(value -> -value).toList();
  }

  /** Of the training and its last scores, without the scores before its last epoch. */
  private List<Double> seconds(String training) throws IOException {
    List<Double> all = paced(TableColumns.seconds(training));
    List<Double> curve = paced(TableColumns.curveSeconds(training));
    return IntStream.range(0, lines.size())
        .mapToObj(i -> all.get(i) - (Double.isNaN(curve.get(i)) ? 0 : curve.get(i)))
        .toList();
  }

  /** The full trainings, one a seed. */
  List<FullTraining> full() throws IOException {
    List<FullTraining> full = new ArrayList<>();
    for (String training : trainings()) {
      if (FULL.matcher(training).matches()) {
        int last = epochs(training);
        List<List<Double>> curve = curve(last, epoch -> TableColumns.accuracy(training, epoch));
        full.add(
            new FullTraining(
                curve.get(last - 1),
                numbers(TableColumns.truth(training, last)),
                seconds(training),
                curve));
      }
    }
    Require.inFile(
        !full.isEmpty(), "%s must have columns of full trainings, as in full-1:truth@5", file);
    return full;
  }

  /** The places of the lines that have all full trainings. */
  List<Integer> complete() throws IOException {
    List<FullTraining> full = full();
    return IntStream.range(0, lines.size())
        .filter(place -> full.stream().allMatch(training -> isThere(training, place)))
        .boxed()
        .toList();
  }

  private static boolean isThere(FullTraining training, int place) {
    DoubleStream needed =
        Stream.concat(
                Stream.of(
                    training.seen().get(place),
                    training.judged().get(place),
                    training.seconds().get(place)),
                training.curves().stream().map(epoch -> epoch.get(place)))
            .mapToDouble(Double::doubleValue);
    return needed.allMatch(Double::isFinite);
  }
}
