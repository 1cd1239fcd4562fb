package io.proxynas.arbiter.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.reflect.InvocationTargetException;
import java.util.Properties;
import java.util.UUID;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The data of an accelerated search that had a {@link DataSource} of the user's. Its properties
 * hold the {@link ProxyRecipe}, the user's class and the user's properties, so a configuration
 * means the same after a journey through JSON. They also hold an identity, so that two searches on
 * the same data do not share the list of outcomes; nothing else depends on it.
 *
 * <p>Arbiter makes a new instance for each training and each score, and all of them find the same
 * prepared data, which stay in memory as long as somebody holds them: the proxy, its configuration
 * by {@link HoldingProperties}, or a search that goes on.
 */
public final class ProxyDataSource implements DataSource {

  private static final long serialVersionUID = 1;

  private static final String SOURCE = "proxynas.source";
  private static final String USER = "proxynas.user.";
  private static final String ID = "proxynas.id";

  private static final Cache<Properties, ProxyData> PREPARED =
      Caffeine.newBuilder().weakValues().build();

  private @Nullable transient ProxyData data;

  /** For Arbiter, which then calls {@link #configure}. */
  public ProxyDataSource() {}

  /**
   * The properties of an accelerated search, unlike those of any other.
   *
   * @param source the user's class
   * @param user the user's properties, if any
   */
  public static Properties properties(
      ProxyRecipe recipe, Class<? extends DataSource> source, @Nullable Properties user) {
    Properties properties = recipe.toProperties();
    properties.setProperty(SOURCE, source.getName());
    properties.setProperty(ID, UUID.randomUUID().toString());
    if (user != null) {
      user.stringPropertyNames()
          .forEach(name -> properties.setProperty(USER + name, user.getProperty(name)));
    }
    return properties;
  }

  /** The data for properties, prepared from these alone if they are not in memory. */
  public static ProxyData data(Properties properties) {
    return PREPARED.get(copy(properties), ProxyDataSource::prepare);
  }

  /**
   * Keeps data that are prepared already.
   *
   * @return the same properties; the data stay in memory as long as these are in use
   */
  public static Properties keep(Properties properties, ProxyData data) {
    PREPARED.put(copy(properties), data);
    return new HoldingProperties(properties, data);
  }

  private static Properties copy(Properties properties) {
    Properties copy = new Properties();
    properties.stringPropertyNames().forEach(n -> copy.setProperty(n, properties.getProperty(n)));
    return copy;
  }

  private static ProxyData prepare(Properties properties) {
    return ProxyData.prepare(ProxyRecipe.of(properties), user(properties).trainData());
  }

  /** The user's own data source, configured. */
  public static DataSource user(Properties properties) {
    Properties user = new Properties();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(USER)) {
        user.setProperty(name.substring(USER.length()), properties.getProperty(name));
      }
    }
    String name = properties.getProperty(SOURCE, "");
    try {
      return user(Class.forName(name).asSubclass(DataSource.class), user);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException(
          "the property %s must name a data source, but was \"%s\"".formatted(SOURCE, name), e);
    }
  }

  /**
   * A new data source of the user's class.
   *
   * @throws IllegalArgumentException if it has no public constructor without arguments
   */
  public static DataSource user(Class<? extends DataSource> source, @Nullable Properties user) {
    try {
      DataSource made = source.getConstructor().newInstance();
      if (user != null) {
        made.configure(user);
      }
      return made;
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "the data source %s must be made without error, but: %s"
              .formatted(source.getName(), e.getCause()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "the data source %s must have a public constructor without arguments, but: %s"
              .formatted(source.getName(), e),
          e);
    }
  }

  @Override
  public void configure(Properties properties) {
    data = data(properties);
  }

  private ProxyData configured() {
    if (data == null) {
      throw new IllegalStateException(
          "a ProxyDataSource must be configured before it gives data, but was not");
    }
    return data;
  }

  @Override
  public Object trainData() {
    return configured().trainIterator();
  }

  /** The scoring half of the validation images: Arbiter ranks by what it calls test data. */
  @Override
  public Object testData() {
    return configured().scoringIterator();
  }

  @Override
  public Class<?> getDataType() {
    return DataSetIterator.class;
  }
}
