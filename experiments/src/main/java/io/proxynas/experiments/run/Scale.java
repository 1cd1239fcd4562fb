package io.proxynas.experiments.run;

import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.Method;
import io.proxynas.eval.preset.StandardNetwork;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.data.source.PublishedStatistics;
import java.util.List;

/** How much an experiment measures, by the words of the command line. */
public enum Scale {
  /** All experiments in minutes. */
  SMOKE(
      "smoke",
      "shows within minutes that everything works; its figures mean little",
      Settings.SMOKE,
      Protocol.SMOKE,
      DataSets.names().subList(0, 1)),
  /** Each experiment in about an hour on two cores. */
  CPU(
      "cpu",
      "about an hour on two cores for each experiment and data set",
      CondensationSettings.CPU,
      Protocol.CPU,
      List.of("fashion-mnist")),
  /** The papers' settings: days on many cores. */
  PAPER(
      "paper",
      "the papers' settings, for large machines and days",
      CondensationSettings.PAPER,
      Protocol.PAPER,
      List.of("mnist", "fashion-mnist", "cifar10", "cifar100"));

  /** Enum constants cannot refer to constants of their own enum. */
  private static final class Settings {
    static final CondensationSettings SMOKE = smoke();

    private static CondensationSettings smoke() {
      CondensationSettings smoke = CondensationSettings.SMOKE;
      for (Method method : Method.values()) {
        if (smoke.matching(method).isPresent()) {
          smoke = smoke.withIterations(method, 10);
        }
      }
      return smoke;
    }
  }

  private final String word;
  private final String description;
  private final CondensationSettings condensation;
  private final Protocol protocol;
  private final List<String> dataSets;

  Scale(
      String word,
      String description,
      CondensationSettings condensation,
      Protocol protocol,
      List<String> dataSets) {
    this.word = word;
    this.description = description;
    this.condensation = condensation;
    this.protocol = protocol;
    this.dataSets = dataSets;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /** What it is for, as a phrase for the help. */
  public String description() {
    return description;
  }

  /** Settings of every method. */
  public CondensationSettings condensation() {
    return condensation;
  }

  /** How training sets are evaluated. */
  public Protocol protocol() {
    return protocol;
  }

  /** Those of the papers that have public downloads, or fewer. */
  public List<String> dataSets() {
    return dataSets;
  }

  /**
   * The images on this scale's own: that of the papers' program, where it knows the data set, or
   * that of the training images.
   */
  public DataSet standardized(DataSet data) {
    return this == PAPER ? PublishedStatistics.standardized(data) : data;
  }

  /** One of three values, in the order of the scales. */
  public <T> T pick(T smoke, T cpu, T paper) {
    return switch (this) {
      case SMOKE -> smoke;
      case CPU -> cpu;
      case PAPER -> paper;
    };
  }

  /** The network by which sets are evaluated, and which condenses. */
  public StandardNetwork network() {
    return protocol.network();
  }
}
