package io.proxynas.cli.text;

import io.proxynas.condense.ProxySets;
import io.proxynas.eval.report.Percent;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.experiments.Accuracies;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.experiments.ScoredOn;
import io.proxynas.train.RateSchedule;
import io.proxynas.train.Recipe;
import io.proxynas.train.augment.Augmentation;
import java.util.List;
import java.util.stream.Collectors;

/** What networks reach that were trained on proxy sets alone. */
public final class AccuracyText {

  private AccuracyText() {}

  /** The images that networks are scored on, as in {@code 10,000 test images of mnist}. */
  public static String images(int count, ScoredOn scoredOn, String dataSet) {
    return Format.text("%,d %s images of %s", count, scoredOn.word(), dataSet);
  }

  /**
   * One row a set, and the difference of two.
   *
   * @param scored {@link #images}
   */
  public static String table(
      ProxyAccuracy accuracy, String scored, List<ProxySets.Proxy> sets, List<Accuracies> results) {
    List<Integer> epochs = accuracy.epochs(sets.stream().map(ProxySets.Proxy::images).toList());
    StringBuilder text =
        new StringBuilder(
            Format.text(
                "Accuracy on the %s when trained on %,d images,"
                    + " mean ± standard deviation of %,d networks%n",
                scored, sets.get(0).storedImages(), results.get(0).values().size()));
    for (int i = 0; i < results.size(); i++) {
      boolean longer = epochs.get(i) != accuracy.recipe().epochs();
      text.append(
          row(
              sets.get(i).spec().name(),
              spread(results.get(i))
                  + decoded(sets.get(i))
                  + (longer
                      ? Format.text(", %,d epochs for as many updates", epochs.get(i))
                      : "")));
    }
    if (results.size() == 2) {
      double difference = results.get(0).mean() - results.get(1).mean();
      text.append(row("difference", Format.text("%+.1f points", Percent.of(difference))));
    }
    return text.toString();
  }

  private static String decoded(ProxySets.Proxy set) {
    int training = set.images().size();
    return training == set.storedImages() ? "" : Format.text(", decoded to %,d images", training);
  }

  private static String spread(Accuracies accuracies) {
    double deviation = accuracies.standardDeviation();
    return Format.text("%.1f", Percent.of(accuracies.mean()))
        + (Double.isNaN(deviation) ? "" : Format.text(" ± %.1f", Percent.of(deviation)))
        + " %";
  }

  private static String statistics(boolean real) {
    return real
        ? Format.text(
            "of batch normalisation, estimated anew on up to %,d real training images",
            StatisticsFrom.IMAGES)
        : "of batch normalisation, from the training";
  }

  /**
   * How the networks of the table were trained.
   *
   * @param realStatistics whether running statistics were estimated anew on real images
   */
  public static String protocol(ProxyAccuracy accuracy, boolean realStatistics) {
    Recipe recipe = accuracy.recipe();
    return Format.text("%nProtocol, the same for every set%n")
        + row("architecture", accuracy.architecture().id())
        + row(
            "training",
            Format.text(
                "%,d epochs in batches of %,d, gradient descent with momentum %s and weight decay"
                    + " %s",
                recipe.epochs(), recipe.batchSize(), recipe.momentum(), recipe.weightDecay()))
        + row("learning rate", schedule(recipe))
        + row("augmentation", augmentation(recipe))
        + row("statistics", statistics(realStatistics))
        + row(
            "seeds",
            Format.text(
                "networks 0 to %d of seed %d, the same on every set",
                accuracy.networks() - 1, accuracy.seed().value()))
        + row(
            "spread",
            "over networks on one set of each kind; another --seed makes and draws other sets");
  }

  private static String augmentation(Recipe recipe) {
    return recipe
        .augmentation()
        .map(
            all ->
                all.kinds().stream()
                    .map(Augmentation::word)
                    .collect(
                        Collectors.joining(
                            ", ",
                            "one of ",
                            switch (recipe.kindDraw()) {
                              case IMAGE -> " for each image at each step";
                              case BATCH -> " for each step, with other strengths for each image";
                            })))
        .orElse("none");
  }

  private static String schedule(Recipe recipe) {
    return switch (recipe.schedule()) {
      case COSINE -> Format.text("%s, falling to 0 along a half cosine", recipe.learningRate());
      case STEP ->
          Format.text(
              "%s, and a tenth of it after %,d epochs",
              recipe.learningRate(), RateSchedule.wholeRateEpochs(recipe.epochs()));
    };
  }

  private static String row(String name, String value) {
    return Format.text("  %-14s %s%n", name, value);
  }
}
