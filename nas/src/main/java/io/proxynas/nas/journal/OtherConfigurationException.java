package io.proxynas.nas.journal;

import java.io.IOException;
import java.util.List;

/** What is in a folder belongs to a run of another configuration. */
public final class OtherConfigurationException extends IOException {

  private static final long serialVersionUID = 1;

  private final transient List<Difference> differences;

  /**
   * With a sentence that names the first of the differences.
   *
   * @param differences at least one
   */
  public OtherConfigurationException(String message, List<Difference> differences) {
    super(message);
    this.differences = List.copyOf(differences);
  }

  /** Where the configurations differ, at least in one place. */
  public List<Difference> differences() {
    return differences;
  }
}
