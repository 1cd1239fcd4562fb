package io.proxynas.arbiter.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/** Some continuous parameters, and some of so many whole numbers; the value is their text. */
final class Sum implements ParameterSpace<String> {

  @SuppressWarnings("rawtypes") // as in Arbiter's interface
  private final List<ParameterSpace> parameters = new ArrayList<>();

  Sum(int continuous, int... options) {
    for (int i = 0; i < continuous; i++) {
      parameters.add(new ContinuousParameterSpace(0, 1));
    }
    Arrays.stream(options).forEach(n -> parameters.add(new IntegerParameterSpace(1, n)));
  }

  @Override
  public String getValue(double[] values) {
    return parameters.stream().map(p -> String.valueOf(p.getValue(values))).toList().toString();
  }

  @Override
  public int numParameters() {
    return parameters.size();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public List<ParameterSpace> collectLeaves() {
    return parameters;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Map<String, ParameterSpace> getNestedSpaces() {
    return new LinkedHashMap<>();
  }

  @Override
  public boolean isLeaf() {
    return false;
  }

  @Override
  public void setIndices(int... indices) {
    throw new UnsupportedOperationException("no leaf");
  }
}
