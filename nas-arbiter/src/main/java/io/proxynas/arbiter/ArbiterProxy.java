package io.proxynas.arbiter;

import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.data.ProxyDataProvider;
import io.proxynas.arbiter.data.ProxyDataSource;
import io.proxynas.arbiter.internal.task.ProxyTaskCreator;
import io.proxynas.eval.validation.StratifiedSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;

/**
 * Makes an existing Arbiter search run on a proxy set, several times faster:
 *
 * <pre>{@code
 * ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, "dm-ipc50"); // the one new line
 * new LocalOptimizationRunner(configuration).execute();
 * String report = proxy.validate().text(); // whether the ranking held
 * }</pre>
 *
 * <p>Candidates train on a set condensed from the user's own training data, and are ranked on a
 * validation split of them; the user's test data are not touched. The space, the generator, the
 * score function, listeners, termination and the result saver stay what they are.
 */
public final class ArbiterProxy {

  final OptimizationConfiguration configuration;
  final ProxyData data;
  final Supplier<Object> testData;
  final Optional<Path> reportFolder;

  ArbiterProxy(
      OptimizationConfiguration configuration,
      ProxyData data,
      Supplier<Object> testData,
      Optional<Path> reportFolder) {
    this.configuration = configuration;
    this.data = data;
    this.testData = testData;
    this.reportFolder = reportFolder;
  }

  /**
   * Rewrites a configuration in place, with the standard settings. The proxy set is made now, if it
   * is not in the cache folder.
   *
   * @param configuration of a MultiLayerSpace or ComputationGraphSpace, with a data source or
   *     provider of labelled images
   * @param proxy such as {@code dm-ipc50}, {@code full}, or the path of a saved set
   * @throws IllegalArgumentException with one sentence if the search cannot run on a proxy set; the
   *     configuration is then as it was
   */
  public static ArbiterProxy accelerate(OptimizationConfiguration configuration, String proxy) {
    return builder(proxy).accelerate(configuration);
  }

  /**
   * Other settings.
   *
   * @param proxy as in {@link #accelerate(OptimizationConfiguration, String)}
   */
  public static ArbiterProxyBuilder builder(String proxy) {
    return new ArbiterProxyBuilder(proxy);
  }

  /**
   * Takes up a configuration that was accelerated before and has come back from JSON or YAML. In
   * one process it has the data and the outcomes of the one that it is a copy of.
   *
   * @throws IllegalArgumentException if it is none
   */
  @SuppressWarnings("deprecation") // Arbiter's legacy data providers
  public static ArbiterProxy of(OptimizationConfiguration configuration) {
    ProxyTaskCreator.register();
    if (configuration.getDataSource() == ProxyDataSource.class) {
      var properties = configuration.getDataSourceProperties();
      ProxyData data = ProxyDataSource.data(properties);
      configuration.setDataSourceProperties(ProxyDataSource.keep(properties, data));
      return new ArbiterProxy(
          configuration, data, () -> ProxyDataSource.user(properties).testData(), Optional.empty());
    }
    if (configuration.getDataProvider() instanceof ProxyDataProvider provider) {
      return new ArbiterProxy(
          configuration, provider.data(), () -> provider.user().testData(null), Optional.empty());
    }
    throw new IllegalArgumentException(
        "the configuration must be an accelerated one, but has the data source %s and the provider %s"
            .formatted(configuration.getDataSource(), configuration.getDataProvider()));
  }

  /** What the search trains and ranks on. */
  public ProxyData data() {
    return data;
  }

  /**
   * The same, whose {@link #validate} writes its report into a folder.
   *
   * @param folder made when it is needed
   * @throws IllegalArgumentException with one sentence if it cannot be made there
   */
  public ArbiterProxy reportTo(Path folder) {
    return new ArbiterProxy(configuration, data, testData, Optional.of(requireFolder(folder)));
  }

  /** The folder of a report, which is made when it is needed. */
  static Path requireFolder(Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IllegalArgumentException(
          "the folder of a report must be one that takes files, but is %s, and %s is %s"
              .formatted(
                  folder, existing, Files.isDirectory(existing) ? "not writable" : "not a folder"));
    }
    return folder;
  }

  /**
   * Trains a sample of the candidates of the latest search on the full training data, for the
   * epochs that the configuration had before, and says how well the ranking holds. The best of them
   * is evaluated on the user's test data, once; they are read before the trainings. With a report
   * folder, everything is written there: {@code report.html}, {@code report.json}, and the best
   * network for DL4J and ONNX.
   *
   * @throws IllegalStateException if no candidate has a score yet
   * @throws IllegalArgumentException with one sentence if the test data are not images of the
   *     training images' shape and classes; nothing is trained then
   * @throws IOException if the report folder cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public ProxyEvidence validate() throws IOException, InterruptedException {
    return validate(StratifiedSample.DEFAULT_STRATA);
  }

  /**
   * As {@link #validate()}.
   *
   * @param candidates to draw over the whole ranking, at least 1; the ranking's first three come
   *     besides
   */
  public ProxyEvidence validate(int candidates) throws IOException, InterruptedException {
    return new FullDataValidation(this).run(candidates);
  }
}
