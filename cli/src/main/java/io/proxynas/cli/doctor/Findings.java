package io.proxynas.cli.doctor;

import io.proxynas.engine.internal.driver.Card;
import io.proxynas.eval.report.Machine;
import java.util.List;
import java.util.Map;

/**
 * All that the doctor finds.
 *
 * @param schema of the JSON
 * @param versions of the program and its libraries, by name
 * @param machine processor, memory, system, and what is taken where no device is asked for
 * @param processorCaches sizes by level, such as {@code L2 1024K, L3 32768K}; empty where unknown
 * @param heapBytes that Java may use
 * @param cache the cache folder
 * @param cards that the driver lists
 * @param cardAdvice why no back end computes on them, and what would; empty if one does, or there
 *     are none
 * @param backEnds with their self-tests
 */
public record Findings(
    int schema,
    Map<String, String> versions,
    Machine machine,
    String processorCaches,
    long heapBytes,
    Cache cache,
    List<Card> cards,
    String cardAdvice,
    List<BackEnd> backEnds) {

  /** The schema of this version. */
  static final int SCHEMA = 1;

  /**
   * The cache folder.
   *
   * @param folder where it is
   * @param freeBytes that the file system has for this user; 0 where it cannot be told
   * @param fault why it takes no files, in one sentence; empty if it does
   */
  public record Cache(String folder, long freeBytes, String fault) {}

  /** Whether something computes what it should. */
  public boolean isWell() {
    return backEnds.stream().anyMatch(b -> b.state() == BackEnd.State.PASSED);
  }
}
