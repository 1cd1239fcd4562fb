package io.proxynas.engine.backend;

/** No back end can compute in this process; the message is one sentence for the user. */
public final class NoBackendException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  public NoBackendException(String message) {
    super(message);
  }
}
