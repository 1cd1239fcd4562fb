package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.space.SearchSpace;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * One training of a candidate, on one rung of the ladder. For evaluators it is an architecture like
 * any other, so that the trainings of all rungs share workers, memory and journal.
 *
 * @param candidate what is trained
 * @param rung where, 0 being the cheapest
 */
public record RungTraining(Architecture candidate, int rung) implements Architecture {

  public RungTraining {
    if (rung < 0) {
      throw new IllegalArgumentException("a rung must be at least 0, but was " + rung);
    }
  }

  /** The candidate's id and the rung, as in {@code mlp-w128@1}. */
  @Override
  public String id() {
    return candidate.id() + "@" + rung;
  }

  /** The training of an {@link #id()} whose candidate is in the space. */
  public static RungTraining parse(SearchSpace space, String id) {
    int at = id.lastIndexOf('@');
    return new RungTraining(
        space.parse(id.substring(0, at)), Integer.parseInt(id.substring(at + 1)));
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    return candidate.configuration(input, classes, seed);
  }
}
