package io.proxynas.condense.method;

import io.proxynas.condense.match.CharacteristicDiscrepancy;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.set.Method;
import io.proxynas.train.augment.SiameseAugmentation;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * Distribution matching by characteristic functions (Wang et al., "Dataset Distillation with Neural
 * Characteristic Function: A Minmax Perspective", CVPR 2025, arXiv 2502.20653), without the learned
 * sampler of frequencies: the loop is that of {@link DistributionMatching}, the loss {@link
 * CharacteristicDiscrepancy}.
 */
public final class CharacteristicFunctionMatching extends Matching {

  /**
   * How characteristic functions are matched.
   *
   * @param matching of the pixels
   * @param frequencies at which they are compared, at least 1, drawn anew an iteration and class
   * @param amplitude weight of the amplitudes, in [0, 1]; the rest is that of the phases
   */
  @RecordBuilder
  public record Settings(DistributionMatching.Settings matching, int frequencies, double amplitude)
      implements CharacteristicFunctionMatchingSettingsBuilder.With {

    /**
     * The authors' frequencies and weights, in the loop of {@link DistributionMatching}. The rate,
     * is guessed from that of {@link #CPU}; nobody has tried it.
     */
    public static final Settings PAPER =
        new Settings(
            DistributionMatching.Settings.PAPER.withLearningRate(LearningRate.of(300)), 1024, 0.5);

    /** For about a minute on two cores at 10 images per class. */
    static final Settings CPU =
        new Settings(
            DistributionMatching.Settings.CPU.withLearningRate(LearningRate.of(1000)), 256, 0.5);

    /** Checks what does not depend on the images. */
    public Settings {
      new CharacteristicDiscrepancy(frequencies, amplitude);
    }
  }

  private final Settings settings;

  /**
   * @param augmentation of real and synthetic images alike
   * @param workers threads, at least 1
   */
  public CharacteristicFunctionMatching(
      Settings settings, SiameseAugmentation augmentation, int workers) {
    super(
        Method.NCFM,
        settings.matching(),
        Decoding.NONE,
        () -> new CharacteristicDiscrepancy(settings.frequencies(), settings.amplitude()),
        augmentation,
        workers);
    this.settings = settings;
  }

  @Override
  public Map<String, String> configuration() {
    Map<String, String> configuration = super.configuration();
    configuration.put("frequencies", Integer.toString(settings.frequencies()));
    configuration.put("amplitude", Double.toString(settings.amplitude()));
    return configuration;
  }
}
