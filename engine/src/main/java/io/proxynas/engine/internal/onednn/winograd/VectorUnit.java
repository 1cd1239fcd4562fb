package io.proxynas.engine.internal.onednn.winograd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the JDK's Vector API. It is an incubator module, which a JVM has only if it is asked for:
 *
 * <ul>
 *   <li>{@code --add-modules jdk.incubator.vector}, of which the JVM warns at each start; or
 *   <li>{@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED
 *       -XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport}, as the launcher and the tests
 *       do it: then the module is loaded here, in the JDK's own way of loading one late, in
 *       silence.
 * </ul>
 *
 * <p>Without it, or where the JIT compiler does not make vector instructions of it, convolutions
 * run as oneDNN's. The system property {@code proxynas.winograd} may be {@code never}, to the same
 * effect, or {@code always}: then every convolution that can be tiled is.
 */
final class VectorUnit {

  /** What the system property asks for. */
  enum Use {
    NEVER,
    WHERE_FASTER,
    ALWAYS
  }

  private static final String PROPERTY = "proxynas.winograd";
  private static final Optional<String> WORD = Optional.ofNullable(System.getProperty(PROPERTY));

  static final Use USE = WORD.flatMap(VectorUnit::use).orElse(Use.WHERE_FASTER);

  private static final String MODULE = "jdk.incubator.vector";

  private static final Optional<TileTransforms> TRANSFORMS =
      USE == Use.NEVER || !isX86() ? Optional.empty() : find();

  private VectorUnit() {}

  private static Optional<Use> use(String word) {
    return Stream.of(Use.NEVER, Use.ALWAYS)
        .filter(use -> use.name().equalsIgnoreCase(word))
        .findFirst();
  }

  /** In one sentence, what is wrong with the system property; empty if nothing is. */
  static Optional<String> fault() {
    return WORD.flatMap(VectorUnit::fault);
  }

  static Optional<String> fault(String word) {
    return use(word).isPresent()
        ? Optional.empty()
        : Optional.of("%s must be never or always, but was %s".formatted(PROPERTY, word));
  }

  /** Other processors were not measured. */
  private static boolean isX86() {
    String architecture = System.getProperty("os.arch", "");
    return architecture.equals("amd64") || architecture.equals("x86_64");
  }

  /** The transforms, if this JVM runs them fast. */
  static Optional<TileTransforms> transforms() {
    return TRANSFORMS;
  }

  private static Optional<TileTransforms> find() {
    String name = VectorUnit.class.getPackageName() + ".vector.VectorTransforms";
    try {
      if (!makesVectorInstructions() || !isLoaded()) {
        return Optional.empty();
      }
      return Optional.of((TileTransforms) Class.forName(name).getConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) { // another Vector API than we know
      return Optional.empty();
    }
  }

  private static boolean makesVectorInstructions() {
    HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return options != null
          && Boolean.parseBoolean(options.getVMOption("EnableVectorSupport").getValue())
          && options.getVMOption("TieredStopAtLevel").getValue().equals("4")
          && Boolean.parseBoolean(options.getVMOption("UseFMA").getValue());
    } catch (IllegalArgumentException e) { // another JVM than HotSpot, or one without C2
      return false;
    }
  }

  /** Whether the module is there, or can be loaded. */
  private static boolean isLoaded() throws ReflectiveOperationException {
    if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
      return true;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, MODULE);
      return true;
    } catch (IllegalAccessException e) { // nobody asked for it
      return false;
    }
  }
}
