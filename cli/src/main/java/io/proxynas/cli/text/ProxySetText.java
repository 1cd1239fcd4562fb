package io.proxynas.cli.text;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySet;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.train.data.DataSet;
import java.nio.file.Path;
import java.util.Arrays;

/** What is told of a proxy set that was made, found or read. */
public final class ProxySetText {

  private ProxySetText() {}

  /** What is written of a set. */
  public record Files(Path sheet, Path arrays, Path pictures) {

    /** All in one folder. */
    public static Files in(Path folder) {
      return new Files(
          new RunFolder(folder).sheet(), folder.resolve("proxy.npz"), folder.resolve("proxy"));
    }
  }

  /**
   * What it holds, what it cost and where it is.
   *
   * @param source where the program keeps it
   */
  public static String summary(DataSet data, ProxySets.Proxy set, String source, Files files) {
    return Format.text(
        "%s of %s: %,d images of %s, %s of each of %,d classes%s%n"
            + "  cost     %s%n"
            + "  hash     %s%n"
            + "  kept as  %s%n"
            + "  picture  %s%n"
            + "  arrays   %s%n"
            + "  images   %s%n",
        set.spec().name(),
        data.name(),
        set.storedImages(),
        data.shape(),
        set.imagesPerClass() == 0 ? "unlike numbers" : Format.text("%,d", set.imagesPerClass()),
        data.classNames().size(),
        decoded(set),
        cost(set),
        set.hash(),
        source,
        files.sheet(),
        files.arrays(),
        files.pictures());
  }

  private static String decoded(ProxySets.Proxy set) {
    int training = set.images().size();
    return training == set.storedImages()
        ? ""
        : Format.text(", decoded to %,d training images", training);
  }

  private static String cost(ProxySets.Proxy set) {
    boolean saved = set.spec() instanceof ProxySpec.Saved;
    if (saved && set.cost().isZero()) {
      return "not recorded; a saved set";
    }
    String how =
        saved
            ? "as its file tells; a saved set"
            : set.shipped()
                ? "when it was made; it comes with the program"
                : set.fromCache() ? "when it was made; now it came from the cache" : "made now";
    return Format.text("%.1f s of worker time, %s", set.cost().toNanos() / 1e9, how);
  }

  /** How its iterations went; nothing of a set that has none. */
  public static String course(ProxySet set) {
    double[] losses = set.losses();
    int iterations = losses.length;
    if (iterations == 0) {
      return "";
    }
    int tenth = (iterations + 9) / 10;
    String limit =
        set.provenance()
            .timeLimit()
            .map(
                time ->
                    Format.text(
                        "; ended by the time limit of %s, --iterations %d makes the same set",
                        Format.time(time), iterations))
            .orElse("");
    return Format.text(
        "  loss     %.4g in the first tenth of %,d iterations, %.4g in the last%s%n",
        mean(losses, 0, tenth), iterations, mean(losses, iterations - tenth, iterations), limit);
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElse(Double.NaN);
  }
}
