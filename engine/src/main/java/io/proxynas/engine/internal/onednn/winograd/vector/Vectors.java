package io.proxynas.engine.internal.onednn.winograd.vector;

import io.proxynas.engine.internal.onednn.primitive.Context;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors of which a block of channels is made up.
 *
 * <p>The JIT compiler keeps vectors in registers where it puts all that handles them into one
 * method, and allocates them elsewhere. It does so with the JDK's own methods and method handles,
 * whatever they take, but ends with others when a method has grown too far, which on Java 25 six
 * stores do. So no method of ours takes or returns a vector, and loops are in methods of their own.
 */
final class Vectors {

  static final int BLOCK = Context.block(16);
  static final int LANES = Math.min(BLOCK, FloatVector.SPECIES_PREFERRED.length());
  static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(LANES * Float.SIZE));

  private Vectors() {}
}
