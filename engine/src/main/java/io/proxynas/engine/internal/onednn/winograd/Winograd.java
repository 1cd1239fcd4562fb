package io.proxynas.engine.internal.onednn.winograd;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.Optional;
import org.bytedeco.dnnl.memory;

/**
 * A convolution that is done by minimal filtering: makes what runs in its passes.
 *
 * @param transforms of tiles
 * @param tiling of the forward pass
 */
public record Winograd(Context context, TileTransforms transforms, Tiling tiling) {

  /** Multiplications in which a channel of a tile is transformed, there and back. */
  private static final int TRANSFORMS = 600;

  /** By what oneDNN's product of matrices is slower than its convolution. */
  private static final double PRODUCT = 1.3;

  /** What a run must gain at least. */
  private static final double GAIN = 1.1;

  /** With fewer in a batch, the filters' transforms take too large a share. */
  private static final int FEWEST_TILES = 16;

  /** Offsets in the planes are 32-bit numbers. */
  private static final long MOST_FILTERS = Integer.MAX_VALUE / (Float.BYTES * 40L);

  /** Whether convolutions can be done so in this JVM. */
  public static boolean isAvailable() {
    return VectorUnit.transforms().isPresent();
  }

  /** In one sentence, what is wrong with the system property that asks for it; empty if nothing. */
  public static Optional<String> fault() {
    return VectorUnit.fault();
  }

  /**
   * The convolution by minimal filtering, if that can be done and is faster than oneDNN's. That is
   * estimated from the shapes, so that equal networks have equal bits on every machine of a kind. A
   * pass whose gradients are subtracted from each other has oneDNN's, which rounds less.
   */
  public static Optional<Winograd> of(
      Context context, Operation.Convolution operation, ImageShape in) {
    boolean always = VectorUnit.USE == VectorUnit.Use.ALWAYS;
    return context.pass().holdsGates()
        ? Optional.empty()
        : possible(context, operation, in)
            .filter(winograd -> always || isFaster(winograd.tiling()));
  }

  /** The convolution by minimal filtering, if that can be done. */
  public static Optional<Winograd> possible(
      Context context, Operation.Convolution operation, ImageShape in) {
    ImageShape out = operation.output(in);
    boolean fits =
        operation.groups() == 1
            && Tiling.fits(operation.window())
            && areViewed(context.batch(), in)
            && areViewed(context.batch(), out)
            && (long) in.channels() * out.channels() <= MOST_FILTERS;
    return VectorUnit.transforms()
        .filter(transforms -> fits && isInBlocks(transforms, in) && isInBlocks(transforms, out))
        .map(
            transforms -> {
              Tiling tiling = Tiling.of(operation.window(), context.batch(), in, out);
              return new Winograd(context, transforms, tiling);
            });
  }

  /** Whether a buffer of Java's can have so many images. */
  private static boolean areViewed(int batch, ImageShape shape) {
    return (long) batch * shape.size() <= Integer.MAX_VALUE / Float.BYTES;
  }

  private static boolean isInBlocks(TileTransforms transforms, ImageShape shape) {
    return Context.block(shape.channels()) == transforms.block();
  }

  /** Whether all passes of a convolution take less time than oneDNN's, both counted in products. */
  static boolean isFaster(Tiling tiling) {
    double filters = (double) tiling.in().channels() * tiling.out().channels();
    double results = (double) tiling.out().height() * tiling.out().width();
    double direct = MinimalFiltering.FILTER * MinimalFiltering.FILTER * filters * results;
    double tile =
        PRODUCT * MinimalFiltering.PRODUCTS * filters
            + TRANSFORMS * (tiling.in().channels() + tiling.out().channels());
    return tiling.tiles() >= FEWEST_TILES
        && GAIN * tile * tiling.rows() * tiling.columns() < direct;
  }

  /**
   * The format in which the passes take the filters: forward, or turned by half a turn, backward.
   */
  public memory.desc format(boolean turned) {
    return FilterPlanes.format(tiling.out().channels(), tiling.in().channels(), !turned);
  }

  /** The format of the gradient of the filters. */
  public memory.desc gradientFormat() {
    return format(true);
  }

  /** The forward pass. */
  public Passage forward(memory filters, memory images, float[] bias, memory results) {
    int in = tiling.in().channels();
    int out = tiling.out().channels();
    FilterPlanes planes = new FilterPlanes(context, transforms, filters, in, out, false);
    return new Passage(
        planes,
        new TiledConvolution(context, transforms, tiling, images, planes.planes(), bias, results));
  }

  /** The gradient of the images. */
  public Passage backward(memory filters, memory gradient, memory imageGradient) {
    int in = tiling.in().channels();
    int out = tiling.out().channels();
    FilterPlanes planes = new FilterPlanes(context, transforms, filters, out, in, true);
    return new Passage(
        planes,
        new TiledConvolution(
            context,
            transforms,
            tiling.backward(),
            gradient,
            planes.planes(),
            new float[in],
            imageGradient));
  }

  /** The gradient of the filters and of the bias. */
  public Runnable filterGradient(
      memory images, memory gradient, memory filterGradient, float[] biasGradient) {
    return new TiledFilterGradient(
        context, transforms, tiling, images, gradient, filterGradient, biasGradient);
  }

  /**
   * A convolution with its filters.
   *
   * @param load takes the filters over, after they have changed
   * @param run the convolution
   */
  public record Passage(Runnable load, Runnable run) {}
}
