package io.proxynas.engine.internal.onednn.winograd;

/**
 * The numbers of F(4x4, 3x3): 16 results of a 3x3 filter from a tile of 36 values by 36 products,
 * where the sums of products take 144; and of F(3x3, 4x4), the gradient of the filter, which is a
 * 4x4 filter over the same tiles.
 *
 * <p>In one direction, both multiply polynomials by their values at six points. The paper's are 0,
 * ±1, ±2 and infinity; these are 0, ±5/8, ±3/2 and infinity, as in a former version of oneDNN: the
 * transformed values are of like size, and a result's error is half as large. With a = 5/8 and b =
 * 3/2:
 *
 * <pre>
 * data      Bᵀ: a²b² 0 −(a²+b²) 0 1 0;  0 ∓ab² −b² ±a 1 0;  0 ∓a²b −a² ±b 1 0;  0 a²b² 0 −(a²+b²) 0 1
 * filter    G:  1/a²b² 0 0;  (1 ±a a²) / 2a²(a²−b²);  (1 ±b b²) / 2b²(b²−a²);  0 0 1
 * result    Aᵀ: 1 1 1 1 1 0;  0 a −a b −b 0;  0 a² a² b² b² 0;  0 a³ −a³ b³ −b³ 1
 * </pre>
 */
public final class MinimalFiltering {

  /** Results of a tile in one direction. */
  public static final int RESULTS = 4;

  /** Values of a filter in one direction. */
  public static final int FILTER = 3;

  /** Values of a tile in one direction. */
  public static final int TILE = RESULTS + FILTER - 1;

  /** Products of a tile, and planes of transformed values. */
  public static final int PRODUCTS = TILE * TILE;

  /** The point a. */
  public static final float A = 5 / 8f;

  /** The point b. */
  public static final float B = 3 / 2f;

  public static final float A2 = A * A;
  public static final float B2 = B * B;
  public static final float A3 = A2 * A;
  public static final float B3 = B2 * B;

  /** a² + b². */
  public static final float SUM = A2 + B2;

  /** a²b². */
  public static final float PRODUCT = A2 * B2;

  /** What the filter's value at the point 0 is multiplied by. */
  public static final float AT_0 = 1 / PRODUCT;

  /** The same at ±a. */
  public static final float AT_A = 1 / (2 * A2 * (A2 - B2));

  /** The same at ±b. */
  public static final float AT_B = 1 / (2 * B2 * (B2 - A2));

  private MinimalFiltering() {}
}
