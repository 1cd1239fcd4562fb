package io.proxynas.arbiter.internal.task;

import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.data.ProxyDataProvider;
import io.proxynas.arbiter.data.ProxyDataSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.jspecify.annotations.Nullable;

/** The data of a task, in either of Arbiter's two ways. */
sealed interface TaskData {

  /** What to train on. */
  Object trainData();

  /** A network's score by a score function. */
  double score(ScoreFunction function, Object model);

  /** The proxy set behind it, if the search is accelerated. */
  Optional<ProxyData> proxy();

  /** By a class and its properties. */
  record Source(Class<? extends DataSource> source, @Nullable Properties properties)
      implements TaskData {
    @Override
    public Object trainData() {
      return ProxyDataSource.user(source, properties).trainData();
    }

    @Override
    public double score(ScoreFunction function, Object model) {
      return function.score(model, source, properties);
    }

    @Override
    public Optional<ProxyData> proxy() {
      return source == ProxyDataSource.class && properties != null
          ? Optional.of(ProxyDataSource.data(properties))
          : Optional.empty();
    }
  }

  /** By the legacy interface. */
  @SuppressWarnings("deprecation") // Arbiter's own legacy interface
  record Provider(DataProvider provider, @Nullable Map<String, Object> parameters)
      implements TaskData {
    @Override
    public Object trainData() {
      return provider.trainData(parameters);
    }

    @Override
    public double score(ScoreFunction function, Object model) {
      return function.score(model, provider, parameters);
    }

    @Override
    public Optional<ProxyData> proxy() {
      return provider instanceof ProxyDataProvider proxy
          ? Optional.of(proxy.data())
          : Optional.empty();
    }
  }
}
