package io.proxynas.arbiter;

import java.util.Properties;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;

/** Gives what a test has put here as training data and, where it has put any, as test data. */
public final class GivenData implements DataSource {

  private static final long serialVersionUID = 1;

  static Object train = "nothing";
  static Supplier<Object> test = GivenData::untouched;

  static Object untouched() {
    throw new IllegalStateException("the test set is not touched");
  }

  @Override
  public void configure(Properties properties) {}

  @Override
  public Object trainData() {
    return train;
  }

  @Override
  public Object testData() {
    return test.get();
  }

  @Override
  public Class<?> getDataType() {
    return Object.class;
  }
}
