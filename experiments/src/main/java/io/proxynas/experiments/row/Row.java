package io.proxynas.experiments.row;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of an experiment's table: texts by the names of their columns. A number that is not
 * defined is an empty text.
 *
 * @param trial key of the trial that gave it
 * @param values by column, in the order of the columns
 */
public record Row(String trial, Map<String, String> values) {

  public Row {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Begins a row of a trial. */
  public static Builder of(String trial) {
    return new Builder(trial);
  }

  /**
   * The text in a column.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public String text(String column) {
    String value = values.get(column);
    if (value == null) {
      throw new IllegalArgumentException(
          "a column must be one of %s, but was %s".formatted(values.keySet(), column));
    }
    return value;
  }

  /** The number in a column; NaN where it is not defined. */
  public double number(String column) {
    String value = text(column);
    if (value.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s of the row %s must be a number, but was \"%s\"".formatted(column, trial, value), e);
    }
  }

  /** The whole number in a column. */
  public int whole(String column) {
    double number = number(column);
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException(
          "%s of the row %s must be a whole number, but was \"%s\""
              .formatted(column, trial, text(column)));
    }
    return (int) number;
  }

  /** Collects the values of a row. */
  public static final class Builder {

    private final String trial;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Builder(String trial) {
      this.trial = trial;
    }

    /** Puts a text into a column. */
    public Builder put(String column, String value) {
      values.put(column, value);
      return this;
    }

    /** Puts a whole number into a column. */
    public Builder put(String column, long value) {
      return put(column, Long.toString(value));
    }

    /** Puts a number into a column, to its last digit; nothing if it is not finite. */
    public Builder put(String column, double value) {
      return put(column, Double.isFinite(value) ? Double.toString(value) : "");
    }

    /** The row. */
    public Row build() {
      return new Row(trial, values);
    }
  }
}
