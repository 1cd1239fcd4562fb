package io.proxynas.engine.torch;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.torch.function.Values;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Images on a device, each with its target: the logits' wanted probabilities or values. */
final class TorchImages implements ResidentImages {

  private final PointerScope scope;
  private final Values values;
  private final Tensor images;

  /** A class (N, 1) or a row of targets (N, classes) for each image. */
  private final Tensor answers;

  private final boolean hard;
  private final int count;

  private TorchImages(
      PointerScope scope, Values values, Tensor images, Tensor answers, int count, boolean hard) {
    this.scope = scope;
    this.values = values;
    this.images = images;
    this.answers = answers;
    this.count = count;
    this.hard = hard;
  }

  static TorchImages of(Values values, ImageShape shape, int[] labels) {
    try (PointerScope building = new PointerScope()) {
      Tensor answers = values.integers(labels).view(labels.length, 1);
      Tensor images = zeros(values, shape, labels.length);
      return new TorchImages(building.extend(), values, images, answers, labels.length, true);
    }
  }

  /**
   * @param targets (N, classes)
   */
  static TorchImages of(Values values, ImageShape shape, float[] targets, int classes) {
    try (PointerScope building = new PointerScope()) {
      int count = targets.length / classes;
      Tensor answers = values.of(targets, 0, count, classes);
      Tensor images = zeros(values, shape, count);
      return new TorchImages(building.extend(), values, images, answers, count, false);
    }
  }

  private static Tensor zeros(Values values, ImageShape shape, int count) {
    return values.zeros(count, shape.channels(), shape.height(), shape.width());
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void put(int first, float[] from, int howMany) {
    Scoped.run(() -> values.put(from, 0, images.narrow(0, first, howMany)));
  }

  /** Images that follow one another. */
  Tensor range(int first, int howMany) {
    return images.narrow(0, first, howMany);
  }

  /** A copy of the images at some indices. */
  Tensor at(Tensor indices) {
    return images.index_select(0, indices);
  }

  /**
   * The targets of the images at some indices, (N, classes); a class is a row with one 1.
   *
   * @param places 0 to classes − 1
   */
  Tensor targets(Tensor indices, Tensor places) {
    Tensor chosen = answers.index_select(0, indices);
    return hard ? chosen.eq(places).to(ScalarType.Float) : chosen;
  }

  @Override
  public void close() {
    scope.close();
  }
}
