package io.proxynas.engine.internal.onednn.winograd.vector;

import io.proxynas.engine.internal.onednn.primitive.Context;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors of which a block of channels is made up.
 *
 * <p>Those who use them have methods so small that the JIT compiler keeps their vectors in
 * registers: what it can't put into its caller allocates them instead. So no method takes or
 * returns a vector but those of one line, and loops are in methods of their own.
 */
final class Vectors {

  static final int BLOCK = Context.block(16);
  static final int LANES = Math.min(BLOCK, FloatVector.SPECIES_PREFERRED.length());
  static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(LANES * Float.SIZE));

  private Vectors() {}

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
