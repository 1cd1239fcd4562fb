package io.proxynas.engine.backend;

/** The images of a set on a device, with the classes or targets of each, until {@link #close}. */
public interface ResidentImages extends AutoCloseable {

  /** How many there are. */
  int count();

  /**
   * Copies images there.
   *
   * @param first of the images that are written
   * @param images (count, C, H, W), from its first value on
   * @param count how many
   */
  void put(int first, float[] images, int count);

  @Override
  void close();
}
