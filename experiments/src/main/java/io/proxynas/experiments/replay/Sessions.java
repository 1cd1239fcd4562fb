package io.proxynas.experiments.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.train.check.Require;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sessions of {@code nas-search table} that measured a table, possibly on several machines.
 * Their seconds are compared by the {@link io.proxynas.train.Yardstick} that each has noted: all
 * are brought to the pace of the first session that has one. Seconds of a session without stay as
 * they were measured.
 *
 * @param sessions at least 1, in their order
 */
record Sessions(List<Session> sessions) {

  /** Of a yardstick, which takes some hundredths of a second. */
  private static final double MOST = 1000;

  private static final String SECONDS_HERE = "secondsHere";

  /**
   * One of them.
   *
   * @param firstRow of the table, counted from 1
   * @param lastRow of the table
   * @param yardstick seconds; empty if it has noted none
   * @param sets the seconds that each proxy set took at the session's pace, by name; NaN where that
   *     is not known
   */
  record Session(long firstRow, long lastRow, OptionalDouble yardstick, Map<String, Double> sets) {

    private boolean has(long row) {
      return firstRow <= row && row <= lastRow;
    }
  }

  /** Reads what {@code nas-search table} notes as {@code table.json}. */
  static Sessions parse(TableFile file) throws IOException {
    List<Session> sessions = new ArrayList<>();
    for (JsonNode session : file.json().path("sessions")) {
      sessions.add(session(file.name(), session));
    }
    Require.inFile(
        !sessions.isEmpty(), "%s must have at least 1 session, but has none", file.name());
    return new Sessions(List.copyOf(sessions));
  }

  private static Session session(String file, JsonNode node) throws IOException {
    double yardstick = node.path("yardstick").asDouble();
    Require.inFile(
        yardstick == 0 || yardstick >= 1 / MOST && yardstick <= MOST,
        "a yardstick in %s must be seconds in [%s, %s], but is %s",
        file,
        1 / MOST,
        MOST,
        yardstick);
    Set<Map.Entry<String, JsonNode>> noted = node.path("sets").properties();
    boolean compares =
        yardstick > 0 || noted.stream().anyMatch(set -> set.getValue().has(SECONDS_HERE));
    Map<String, Double> sets = new TreeMap<>();
    noted.forEach(set -> sets.put(set.getKey(), seconds(set.getValue(), compares)));
    return new Session(
        node.path("firstRow").asLong(),
        node.path("lastRow").asLong(),
        yardstick > 0 ? OptionalDouble.of(yardstick) : OptionalDouble.empty(),
        sets);
  }

  /**
   * What a set took at the session's pace. Where machines are compared and this one is not told, it
   * is not known: other seconds are those of a machine that cannot be compared. Sessions of earlier
   * versions compare none, and theirs are taken as they are.
   */
  private static double seconds(JsonNode set, boolean compares) {
    double measured = compares ? Double.NaN : set.path("seconds").asDouble(Double.NaN);
    return set.path(SECONDS_HERE).asDouble(measured);
  }

  private Session reference() {
    return sessions.stream()
        .filter(session -> session.yardstick().isPresent())
        .findFirst()
        .orElse(sessions.get(sessions.size() - 1));
  }

  /** By how much the seconds of a row, counted from 1, are multiplied. */
  double scale(long row) {
    OptionalDouble wanted = reference().yardstick();
    OptionalDouble its =
        sessions.stream()
            .filter(session -> session.has(row))
            .findFirst()
            .map(Session::yardstick)
            .orElse(OptionalDouble.empty());
    return wanted.isPresent() && its.isPresent() ? wanted.getAsDouble() / its.getAsDouble() : 1;
  }

  /**
   * The seconds that the sets took which were not drawn from the real images, by their names; NaN
   * where that is not known.
   */
  Map<String, Double> condensations() {
    Map<String, Double> condensed = new TreeMap<>(reference().sets());
    condensed.keySet().removeIf(ProxyTraining::isOnRealImages);
    return condensed;
  }
}
