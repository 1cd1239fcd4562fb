package io.proxynas.arbiter;

import io.proxynas.arbiter.data.Learning;
import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.data.ProxyDataProvider;
import io.proxynas.arbiter.data.ProxyDataSource;
import io.proxynas.arbiter.data.ProxyRecipe;
import io.proxynas.arbiter.internal.network.Epochs;
import io.proxynas.arbiter.internal.network.InputShapes;
import io.proxynas.arbiter.internal.task.ProxyTaskCreator;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.preset.Preset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;

/** The settings of an {@link ArbiterProxy}. */
public final class ArbiterProxyBuilder {

  /** Of the training images of each class. */
  private static final double VALIDATION = 0.2;

  private final String proxy;
  private double validationFraction = VALIDATION;
  private EpochRule epochs = EpochRule.sameUpdates(EpochRule.MOST);
  private Learning learning = Learning.ENGINE;
  private Preset preset = Preset.DEFAULT;
  private long seed = 1;
  private Optional<ImageShape> imageShape = Optional.empty();
  private Optional<Path> reportFolder = Optional.empty();

  ArbiterProxyBuilder(String proxy) {
    this.proxy = proxy;
  }

  /**
   * How many of the training images of each class to rank on; a fifth by default.
   *
   * @param fraction in (0, 1)
   */
  public ArbiterProxyBuilder validationFraction(double fraction) {
    validationFraction = fraction;
    return this;
  }

  /** How long candidates train; as many updates as on the full data, within a limit, by default. */
  public ArbiterProxyBuilder epochs(EpochRule rule) {
    epochs = rule;
    return this;
  }

  /** Whether the engine trains, as it does by default, or DL4J. */
  public ArbiterProxyBuilder engine(boolean on) {
    learning = on ? Learning.ENGINE : Learning.DL4J;
    return this;
  }

  /** Whose settings make the proxy set; {@link Preset#DEFAULT} by default. */
  public ArbiterProxyBuilder preset(Preset of) {
    preset = of;
    return this;
  }

  /** Decides split, proxy set and data order; 1 by default. */
  public ArbiterProxyBuilder seed(long root) {
    seed = root;
    return this;
  }

  /** The shape of images that come as rows to a space that does not say it. */
  public ArbiterProxyBuilder imageShape(ImageShape shape) {
    imageShape = Optional.of(shape);
    return this;
  }

  /** Where {@link ArbiterProxy#validate} writes its report. */
  public ArbiterProxyBuilder reportFolder(Path folder) {
    reportFolder = Optional.of(ArbiterProxy.requireFolder(folder));
    return this;
  }

  /**
   * Rewrites a configuration in place. The proxy set is made now, if it is not in the cache folder.
   *
   * @throws IllegalArgumentException with one sentence if the search cannot run on a proxy set; the
   *     configuration is then as it was
   */
  @SuppressWarnings("deprecation") // Arbiter's legacy data providers
  public ArbiterProxy accelerate(OptimizationConfiguration configuration) {
    ProxyData.spec(proxy);
    BaseNetworkSpace<?> space = Requirements.space(configuration);
    Optional<ImageShape> shape = imageShape.or(() -> InputShapes.of(space));
    ProxyRecipe recipe =
        new ProxyRecipe(proxy, preset, validationFraction, seed, learning, shape, Epochs.of(space));
    Class<? extends DataSource> source = configuration.getDataSource();
    ProxyData data;
    Supplier<Object> testData;
    if (source != null) {
      Properties user = configuration.getDataSourceProperties();
      data = ProxyData.prepare(recipe, ProxyDataSource.user(source, user).trainData());
      testData = () -> ProxyDataSource.user(source, user).testData();
      Properties properties = ProxyDataSource.properties(recipe, source, user);
      configuration.setDataSource(ProxyDataSource.class);
      configuration.setDataSourceProperties(ProxyDataSource.keep(properties, data));
    } else {
      DataProvider provider = configuration.getDataProvider();
      data = ProxyData.prepare(recipe, provider.trainData(null));
      testData = () -> provider.testData(null);
      configuration.setDataProvider(new ProxyDataProvider(provider, data));
    }
    int passes = recipe.fullEpochs() * data.passes();
    Epochs.set(space, epochs.epochs(passes, data.fullTrain().size(), data.train().size()));
    ProxyTaskCreator.register();
    return new ArbiterProxy(configuration, data, testData, reportFolder);
  }
}
