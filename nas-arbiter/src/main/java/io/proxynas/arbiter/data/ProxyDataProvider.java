package io.proxynas.arbiter.data;

import java.util.Map;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The data of an accelerated search that had a legacy {@link DataProvider} of the user's. Goes
 * through JSON if the user's provider does.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.NONE,
    getterVisibility = JsonAutoDetect.Visibility.NONE)
@SuppressWarnings("deprecation") // Arbiter's own legacy interface
public final class ProxyDataProvider implements DataProvider {

  private static final long serialVersionUID = 1;

  @JsonProperty("user")
  private final DataProvider user;

  @JsonProperty("recipe")
  private final Properties recipe;

  @JsonIgnore private @Nullable transient ProxyData data;

  /**
   * The data, prepared when they are first asked for.
   *
   * @param user the user's own provider
   * @param recipe a {@link ProxyRecipe} as properties
   */
  @JsonCreator
  public ProxyDataProvider(
      @JsonProperty("user") DataProvider user, @JsonProperty("recipe") Properties recipe) {
    this.user = user;
    this.recipe = recipe;
  }

  /** With data that are prepared already. */
  public ProxyDataProvider(DataProvider user, ProxyData data) {
    this(user, data.recipe().toProperties());
    this.data = data;
  }

  /** The user's own provider. */
  public DataProvider user() {
    return user;
  }

  /** The data, prepared if they are not yet. */
  public synchronized ProxyData data() {
    if (data == null) {
      data = ProxyData.prepare(ProxyRecipe.of(recipe), user.trainData(null));
    }
    return data;
  }

  @Override
  public Object trainData(@Nullable Map<String, Object> dataParameters) {
    return data().trainIterator();
  }

  /** The scoring half of the validation images: Arbiter ranks by what it calls test data. */
  @Override
  public Object testData(@Nullable Map<String, Object> dataParameters) {
    return data().scoringIterator();
  }

  @Override
  public Class<?> getDataType() {
    return DataSetIterator.class;
  }
}
