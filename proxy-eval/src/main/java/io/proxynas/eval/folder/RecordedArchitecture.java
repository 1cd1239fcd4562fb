package io.proxynas.eval.folder;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** An architecture of a journal whose space need not be on the class path: its id and no more. */
record RecordedArchitecture(String id) implements Architecture {

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    throw new UnsupportedOperationException("only the id of " + id + " is known");
  }
}
