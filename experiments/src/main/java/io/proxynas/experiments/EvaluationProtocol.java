package io.proxynas.experiments;

import io.proxynas.engine.Worded;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.preset.StandardNetwork;
import io.proxynas.train.RateSchedule;
import io.proxynas.train.Recipe;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import java.util.Optional;

/** How networks are trained on a set to tell what it is worth, by the words of the command line. */
public enum EvaluationProtocol implements Worded {
  /** The preset's network, 300 epochs in batches of 25. */
  DEFAULT {
    @Override
    public StandardNetwork network(Preset preset) {
      return preset.network();
    }

    @Override
    public Recipe recipe() {
      return ProxyAccuracy.RECIPE;
    }
  },
  /**
   * That of Zhao and Bilen (arXiv 2110.04181, section 4.1, and their program): the ConvNet of three
   * blocks of 128 filters, 1,000 epochs in batches of 256 images or all, the learning rate falling
   * in one step, one kind of augmentation for a batch. The paper trains twenty networks on each of
   * five sets.
   */
  PAPER {
    @Override
    public StandardNetwork network(Preset preset) {
      return StandardNetwork.CONVNET;
    }

    @Override
    public Recipe recipe() {
      return PAPERS;
    }
  };

  /** Networks that are trained on each set, by default. */
  public static final int NETWORKS = 5;

  private static final Recipe PAPERS =
      new Recipe(
          1000,
          256,
          0.01,
          0.9,
          5e-4,
          Optional.of(SiameseAugmentation.ALL),
          RateSchedule.STEP,
          KindDraw.BATCH);

  /** The one that goes with a preset. */
  public static EvaluationProtocol of(Preset preset) {
    return preset == Preset.PAPER ? PAPER : DEFAULT;
  }

  /**
   * The network that is trained.
   *
   * @param preset of the run
   */
  public abstract StandardNetwork network(Preset preset);

  /** How it is trained; its augmentation is replaced by the one that keeps the data's classes. */
  public abstract Recipe recipe();
}
