package io.proxynas.arbiter;

import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;

/** Stands for the tests' own data source, whose name the configurations hold. */
public final class TinyData implements DataSource {

  @Override
  public void configure(Properties properties) {}

  @Override
  public Object trainData() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object testData() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Class<?> getDataType() {
    return Object.class;
  }
}
