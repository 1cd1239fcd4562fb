package io.proxynas.train;

import java.util.List;

/**
 * How a network does on labelled images, and on those of each class.
 *
 * @param all over all images
 * @param classes that of class c at index c; NaN of a class without images
 */
public record ClassEvaluation(Evaluation all, List<Evaluation> classes) {

  public ClassEvaluation {
    classes = List.copyOf(classes);
  }
}
