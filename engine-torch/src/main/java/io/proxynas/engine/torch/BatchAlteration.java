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
 * the device in one copy, and each is a tensor (N, 1, 1, 1) there.
 *
 * <p>Where a value comes from is told by how far that is from its own place, which a float32 tells
 * more exactly than a place: whole shifts and mirrors give the bits of the image.
 */
final class BatchAlteration {

  /** Places in {@link Alteration#numbers}. */
  private static final int ACROSS = 0;

  private static final int DOWN = 3;
  private static final int MIXING = 6;
  private static final int ROWS = 10;
  private static final int COLUMNS = 12;

  private static final long CHANNELS = 1;

  private final Values values;
  private final int height;
  private final int width;
  private final Tensor rows; // (H, 1) 0 to H − 1
  private final Tensor columns; // (W)
  private final Tensor below; // (H, 1) from the centre
  private final Tensor right; // (W)

  /** Made in the scope of what frees it. */
  BatchAlteration(ImageShape shape, Values values) {
    this.values = values;
    height = shape.height();
    width = shape.width();
    rows = values.counting(height).view(height, 1);
    columns = values.counting(width);
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
    float[] table = Alteration.numbers(alterations);
    Tensor numbers = values.of(table, 0, Alteration.NUMBERS, alterations.size(), 1, 1, 1);
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

  /** The four neighbours of each place, (N, C, 4, H·W), weighted and summed. */
  private Tensor sampled(Tensor images, Tensor numbers) {
    long count = images.size(0);
    long channels = images.size(CHANNELS);
    long plane = (long) height * width;
    Neighbours down = Neighbours.of(moved(numbers, DOWN), rows, height, 1);
    Neighbours across = Neighbours.of(moved(numbers, ACROSS), columns, width, 2);
    Tensor from = down.places().mul(new Scalar((float) width)).add(across.places());
    Tensor indices = from.to(ScalarType.Long).view(count, 1, 4 * plane);
    Tensor weights = down.weights().mul(across.weights()).view(count, 1, 4, plane);
    return images
        .view(count, channels, plane)
        .gather(2, indices.expand(count, channels, 4 * plane))
        .view(count, channels, 4, plane)
        .mul(weights)
        .sum(2)
        .view(count, channels, height, width);
  }

  /** How far the place of each value is from its own, (N, 1, H, W), in one direction. */
  private Tensor moved(Tensor numbers, int first) {
    Tensor byColumn = numbers.select(0, first).mul(right);
    Tensor byRow = numbers.select(0, first + 1).mul(below);
    return byColumn.add(byRow).add(numbers.select(0, first + 2));
  }

  /**
   * The two neighbours of places in one direction, as one dimension more.
   *
   * @param places in the image
   * @param weights 0 of a neighbour outside
   */
  private record Neighbours(Tensor places, Tensor weights) {

    static Neighbours of(Tensor moved, Tensor own, int length, int dimension) {
      Scalar one = new Scalar(1f);
      Tensor whole = moved.floor();
      Tensor second = moved.sub(whole);
      Tensor first = second.neg().add(one);
      Tensor place = whole.add(own);
      Tensor places = pair(place, place.add(one), dimension);
      Tensor inside = places.clamp(bound(0), bound(length - 1));
      Tensor weights = pair(first, second, dimension);
      return new Neighbours(inside, weights.mul(inside.eq(places).to(ScalarType.Float)));
    }

    private static Tensor pair(Tensor first, Tensor second, int dimension) {
      return torch.stack(new TensorVector(first, second), dimension);
    }

    private static ScalarOptional bound(int value) {
      return new ScalarOptional(new Scalar((float) value));
    }
  }

  private static Tensor mixed(Tensor images, Tensor numbers) {
    Tensor own = images.mul(numbers.select(0, MIXING));
    Tensor pixels = mean(images, CHANNELS).mul(numbers.select(0, MIXING + 1));
    Tensor whole = mean(images, 1, 2, 3).mul(numbers.select(0, MIXING + 2));
    return own.add(pixels).add(whole.add(numbers.select(0, MIXING + 3)));
  }

  private static Tensor mean(Tensor images, long... dimensions) {
    return images.mean(dimensions, true, new ScalarTypeOptional());
  }

  private Tensor zeroed(Tensor images, Tensor numbers) {
    Tensor mask = between(rows, numbers, ROWS).logical_and(between(columns, numbers, COLUMNS));
    return images.masked_fill(mask, new Scalar(0f));
  }

  private static Tensor between(Tensor places, Tensor numbers, int first) {
    Tensor after = places.ge(numbers.select(0, first));
    return after.logical_and(places.lt(numbers.select(0, first + 1)));
  }
}
