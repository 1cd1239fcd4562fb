package io.proxynas.eval.table;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.EpochScores;
import io.proxynas.train.file.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The lines of {@code table.csv}, as {@link Csv} writes them: a header, and a row for each network.
 * What a network has not, since it failed or since there is no such score of it, is empty. Numbers
 * have as many digits as tell them apart from every other double; seconds have four.
 *
 * @param space of the networks
 * @param decisions the names of the space's decisions
 * @param trainings of each network
 */
record TableCsv(SearchSpace space, List<String> decisions, List<TableTraining> trainings) {

  private static final double SECONDS = 1e4;

  /** Of a space, whose decisions any network tells. */
  static TableCsv of(SearchSpace space, Architecture any, List<TableTraining> trainings) {
    return new TableCsv(space, List.copyOf(space.namedChoices(any).keySet()), trainings);
  }

  /** The first line. */
  String header() {
    List<String> names =
        new ArrayList<>(
            List.of(TableColumns.ARCHITECTURE, TableColumns.PARAMETERS, TableColumns.FLOPS));
    decisions.forEach(decision -> names.add(TableColumns.decision(decision)));
    Stream.of(FreeScore.values()).forEach(score -> names.add(TableColumns.free(score)));
    Stream.of(FreeScore.values()).forEach(score -> names.add(TableColumns.freeSeconds(score)));
    names.add(TableColumns.FREE_SECONDS);
    trainings.forEach(training -> addNames(training, names));
    names.add(TableColumns.STATUS);
    return Csv.line(names.toArray());
  }

  private static void addNames(TableTraining training, List<String> names) {
    String name = training.name();
    for (int epoch = 1; epoch <= training.epochs(); epoch++) {
      names.add(TableColumns.accuracy(name, epoch));
      names.add(TableColumns.validationLoss(name, epoch));
      names.add(TableColumns.trainingLoss(name, epoch));
      if (training.isTruth()) {
        names.add(TableColumns.truth(name, epoch));
      }
    }
    names.add(TableColumns.curveSeconds(name));
    names.add(TableColumns.seconds(name));
  }

  /** The row of a network. */
  String line(Measurement measured) {
    Row row = new Row(new ArrayList<>());
    Optional<CandidateScores> any = measured.any();
    row.add(measured.network().id());
    row.addIfKnown(any.map(CandidateScores::parameters));
    row.addIfKnown(any.map(CandidateScores::flops));
    space.namedChoices(measured.network()).values().forEach(row::add);
    addFree(measured, row);
    for (int i = 0; i < trainings.size(); i++) {
      addTraining(trainings.get(i), measured.trainings().get(i), row);
    }
    row.add(status(measured));
    return Csv.line(row.fields().toArray());
  }

  /** Fields that grow from left to right. */
  private record Row(List<Object> fields) {

    void add(Object field) {
      fields.add(field);
    }

    void addIfKnown(Optional<?> field) {
      fields.add(field.isPresent() ? field.get() : "");
    }

    void addSeconds(double seconds) {
      fields.add(Math.round(SECONDS * seconds) / SECONDS);
    }
  }

  private static void addFree(Measurement measured, Row row) {
    for (FreeScore score : FreeScore.values()) {
      row.addIfKnown(
          Measurement.scores(measured.free().get(score)).map(scores -> scores.free().get(score)));
    }
    double sum = 0;
    for (FreeScore score : FreeScore.values()) {
      double seconds = measured.free().get(score).seconds();
      row.addSeconds(seconds);
      sum += seconds;
    }
    row.addSeconds(sum);
  }

  private static void addTraining(TableTraining training, Outcome outcome, Row row) {
    Optional<CandidateScores> scores = Measurement.scores(outcome);
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      int place = epoch;
      Optional<EpochScores> its = scores.map(trained -> trained.curve().get(place));
      row.addIfKnown(its.map(at -> at.even().accuracy()));
      row.addIfKnown(its.map(at -> at.even().loss()));
      row.addIfKnown(its.map(EpochScores::trainingLoss));
      if (training.isTruth()) {
        row.addIfKnown(its.map(at -> at.odd().accuracy()));
      }
    }
    row.addSeconds(scores.map(its -> its.curveTime().toNanos() / 1e9).orElse(0.0));
    row.addSeconds(outcome.seconds());
  }

  private String status(Measurement measured) {
    for (int i = 0; i < trainings.size(); i++) {
      if (measured.trainings().get(i) instanceof Outcome.Failed failed) {
        return "failed: %s: %s".formatted(trainings.get(i).name(), failed.reason());
      }
    }
    return "measured";
  }
}
