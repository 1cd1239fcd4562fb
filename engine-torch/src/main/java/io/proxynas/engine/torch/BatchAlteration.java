package io.proxynas.engine.torch;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;
import io.proxynas.engine.backend.Alteration.Mixing;
import io.proxynas.engine.backend.Alteration.Rectangle;
import io.proxynas.engine.backend.Alteration.Sampling;
import io.proxynas.engine.torch.function.Values;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The alterations of a batch, as the same few operations for all of its images. Their numbers go to
 * the device in one copy, and each is a tensor (N, 1, 1) there.
 *
 * <p>Where a value comes from is told by how far that is from its own place, which a float32 tells
 * more exactly than a place: whole shifts and mirrors give the bits of the image.
 */
final class BatchAlteration {

  private static final int NUMBERS = 14;
  private static final int SAMPLING = 0;
  private static final int MIXING = 6;
  private static final int ZEROS = 10;

  private static final long CHANNELS = 1;

  private final Values values;
  private final int height;
  private final int width;
  private final Tensor rows; // (1, H, 1) 0 to H − 1
  private final Tensor columns; // (1, 1, W)
  private final Tensor below; // (1, H, 1) from the centre
  private final Tensor right; // (1, 1, W)

  /** Made in the scope of what frees it. */
  BatchAlteration(ImageShape shape, Values values) {
    this.values = values;
    height = shape.height();
    width = shape.width();
    rows = values.counting(height).view(1, height, 1);
    columns = values.counting(width).view(1, 1, width);
    below = rows.sub(new Scalar((height - 1) / 2f));
    right = columns.sub(new Scalar((width - 1) / 2f));
  }

  /**
   * Applies them.
   *
   * @param images (N, C, H, W)
   * @param alterations one an image, or none at all
   */
  Tensor apply(Tensor images, List<Alteration> alterations) {
    if (alterations.isEmpty()) {
      return images;
    }
    int count = alterations.size();
    Tensor numbers = values.of(numbers(alterations), 0, NUMBERS, count, 1, 1);
    Tensor result = images;
    if (any(alterations, Alteration::sampling, Sampling.IDENTITY)) {
      result = sampled(result, numbers);
    }
    if (any(alterations, Alteration::mixing, Mixing.IDENTITY)) {
      result = mixed(result, numbers);
    }
    if (any(alterations, Alteration::zeros, Rectangle.EMPTY)) {
      result = zeroed(result, numbers);
    }
    return result;
  }

  private static <T> boolean any(
      List<Alteration> alterations, Function<Alteration, T> part, T nothing) {
    return alterations.stream().anyMatch(alteration -> !part.apply(alteration).equals(nothing));
  }

  /** (NUMBERS, N): how the place moves with u and v, and by how much, to the right and down; … */
  private static float[] numbers(List<Alteration> alterations) {
    int count = alterations.size();
    float[] numbers = new float[NUMBERS * count];
    for (int i = 0; i < count; i++) {
      Sampling s = alterations.get(i).sampling();
      Mixing m = alterations.get(i).mixing();
      Rectangle z = alterations.get(i).zeros();
      double[] row = {
        s.xx() - 1,
        s.xy(),
        s.right(),
        s.yx(),
        s.yy() - 1,
        s.down(),
        m.own(),
        m.pixelMean(),
        m.imageMean(),
        m.added(),
        z.top(),
        z.bottom(),
        z.left(),
        z.right()
      };
      for (int k = 0; k < NUMBERS; k++) {
        numbers[k * count + i] = (float) row[k];
      }
    }
    return numbers;
  }

  /** The four neighbours of each place, (N, C, 4, H·W), weighted and summed. */
  private Tensor sampled(Tensor images, Tensor numbers) {
    long count = images.size(0);
    long channels = images.size(CHANNELS);
    long plane = (long) height * width;
    Taps across = Taps.of(moved(numbers, SAMPLING), columns, width);
    Taps down = Taps.of(moved(numbers, SAMPLING + 3), rows, height);
    Tensor from =
        down.places().unsqueeze(2).mul(new Scalar((float) width)).add(across.places().unsqueeze(1));
    Tensor weights = down.weights().unsqueeze(2).mul(across.weights().unsqueeze(1));
    Tensor indices =
        from.to(ScalarType.Long).view(count, 1, 4 * plane).expand(count, channels, 4 * plane);
    return images
        .view(count, channels, plane)
        .gather(2, indices)
        .view(count, channels, 4, plane)
        .mul(weights.view(count, 1, 4, plane))
        .sum(2)
        .view(count, channels, height, width);
  }

  /** How far the place of each value is from its own, (N, H, W), in one direction. */
  private Tensor moved(Tensor numbers, int first) {
    return numbers
        .select(0, first)
        .mul(right)
        .add(numbers.select(0, first + 1).mul(below))
        .add(numbers.select(0, first + 2));
  }

  /**
   * The two neighbours of places in one direction.
   *
   * @param places (N, 2, H, W) in the image
   * @param weights (N, 2, H, W), 0 of a neighbour outside
   */
  private record Taps(Tensor places, Tensor weights) {

    static Taps of(Tensor moved, Tensor own, int length) {
      Tensor whole = moved.floor();
      Tensor second = moved.sub(whole);
      Tensor first = second.mul(new Scalar(-1f)).add(new Scalar(1f));
      Tensor place = whole.add(own);
      Tensor places = pair(place, place.add(new Scalar(1f)));
      Tensor inside = places.clamp(bound(0), bound(length - 1));
      return new Taps(inside, pair(first, second).mul(inside.eq(places).to(ScalarType.Float)));
    }

    private static Tensor pair(Tensor first, Tensor second) {
      return torch.stack(new TensorVector(first, second), 1);
    }

    private static ScalarOptional bound(int value) {
      return new ScalarOptional(new Scalar((float) value));
    }
  }

  private static Tensor mixed(Tensor images, Tensor numbers) {
    Tensor own = numbers.select(0, MIXING).unsqueeze(1);
    Tensor pixelMean = numbers.select(0, MIXING + 1).unsqueeze(1);
    Tensor imageMean = numbers.select(0, MIXING + 2).unsqueeze(1);
    Tensor added = numbers.select(0, MIXING + 3).unsqueeze(1);
    Tensor pixels = mean(images, CHANNELS);
    Tensor whole = mean(images, 1, 2, 3).mul(imageMean).add(added);
    return images.mul(own).add(pixels.mul(pixelMean)).add(whole);
  }

  private static Tensor mean(Tensor images, long... dimensions) {
    return images.mean(dimensions, true, new ScalarTypeOptional());
  }

  private Tensor zeroed(Tensor images, Tensor numbers) {
    Tensor inRows = between(rows, numbers, ZEROS);
    Tensor inColumns = between(columns, numbers, ZEROS + 2);
    Tensor mask = inRows.logical_and(inColumns).unsqueeze(1);
    return images.masked_fill(mask, new Scalar(0f));
  }

  private static Tensor between(Tensor places, Tensor numbers, int first) {
    return places.ge(numbers.select(0, first)).logical_and(places.lt(numbers.select(0, first + 1)));
  }
}
