package io.proxynas.arbiter.data;

import java.util.Properties;

/**
 * The properties of an accelerated search, which keep its data in memory for as long as its
 * configuration has them. Read back from JSON or YAML, they are ordinary properties.
 */
final class HoldingProperties extends Properties {

  private static final long serialVersionUID = 1;

  /** Is never read: that it can be reached is enough. */
  @SuppressWarnings("unused")
  private final transient ProxyData held;

  HoldingProperties(Properties properties, ProxyData held) {
    properties.stringPropertyNames().forEach(n -> setProperty(n, properties.getProperty(n)));
    this.held = held;
  }
}
