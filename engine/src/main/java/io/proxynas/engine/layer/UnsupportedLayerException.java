package io.proxynas.engine.layer;

/**
 * A DL4J configuration has a part that the engine does not know; the message names the layer and
 * its type.
 */
public final class UnsupportedLayerException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** With a message that names the layer, its type and what the engine knows. */
  public UnsupportedLayerException(String message) {
    super(message);
  }
}
