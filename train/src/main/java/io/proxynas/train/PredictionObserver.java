package io.proxynas.train;

/** Hears, in the course of a training, what the network makes of each image when it comes up. */
@FunctionalInterface
public interface PredictionObserver {

  /**
   * An image is in the batch of the next step; called once an image and epoch, from the thread that
   * trains.
   *
   * @param image its index in the training data
   * @param right whether the network, before the step, gives its class the highest probability
   */
  void predicted(int image, boolean right);
}
