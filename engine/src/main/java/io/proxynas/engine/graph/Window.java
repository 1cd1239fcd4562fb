package io.proxynas.engine.graph;

import io.proxynas.engine.architecture.ImageShape;
import java.util.function.ToLongFunction;

/**
 * A window that slides over an image.
 *
 * @param rows how it moves downwards
 * @param columns how it moves to the right
 */
public record Window(Axis rows, Axis columns) {

  /** A window that only puts zeros around an image. */
  public static Window padding(int top, int bottom, int left, int right) {
    return new Window(Axis.padding(top, bottom), Axis.padding(left, right));
  }

  /** A window that is read at one position, and covers the whole image. */
  public static Window whole(ImageShape input) {
    return new Window(
        new Axis(input.height(), input.height(), 1, 0, 0),
        new Axis(input.width(), input.width(), 1, 0, 0));
  }

  /** The shape of the image of window positions, with the given number of channels. */
  public ImageShape output(ImageShape input, int channels) {
    return new ImageShape(channels, rows.output(input.height()), columns.output(input.width()));
  }

  /** The number of values that a position reads. */
  public int area() {
    return rows.kernel() * columns.kernel();
  }

  /**
   * The part of the padding that is wider than half the kernel, as a window that only pads; see
   * {@link #withoutExcess}.
   */
  public Window excess() {
    return new Window(rows.excess(), columns.excess());
  }

  /** This window over an image that has been padded by {@link #excess} before. */
  public Window withoutExcess() {
    return new Window(rows.withoutExcess(), columns.withoutExcess());
  }

  /** A length of the rows, and that of the columns. */
  public long[] both(ToLongFunction<Axis> length) {
    return new long[] {length.applyAsLong(rows), length.applyAsLong(columns)};
  }

  /** Whether there is any padding. */
  public boolean pads() {
    return rows.pads() || columns.pads();
  }
}
