package io.proxynas.arbiter;

import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** {@link TinyData} by Arbiter's legacy interface. */
@SuppressWarnings("deprecation")
public final class TinyProvider implements DataProvider {

  private static final long serialVersionUID = 1;

  @Override
  public Object trainData(Map<String, Object> dataParameters) {
    return new TinyData().trainData();
  }

  @Override
  public Object testData(Map<String, Object> dataParameters) {
    return new TinyData().testData();
  }

  @Override
  public Class<?> getDataType() {
    return DataSetIterator.class;
  }
}
