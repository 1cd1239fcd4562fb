package io.proxynas.arbiter.internal.network;

/** A DL4J network that trains and evaluates by the engine. */
interface OnEngine {

  /** The engine's part; the owner of the network closes it. */
  EngineModel engine();
}
