package io.proxynas.engine.torch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's native library, loaded once for the process.
 *
 * <p>It consists of several files of which one looks for the next in its own folder and then among
 * the system's. JavaCPP unpacks one file, loads it, and goes on to the next; so where the system
 * has a libtorch too, the first start would take half of it from there, and the process would end.
 * Here all files are unpacked before any is loaded.
 */
final class TorchLibrary {

  private static final String CARDS = "-gpu";

  /** Of the folders of a jar: that for processors, and that for NVIDIA's cards. */
  private static final List<String> EXTENSIONS = List.of("", CARDS);

  private TorchLibrary() {}

  /** Loads the library where that has not been tried; in a few words why it can't be used. */
  static Optional<String> obstacle() {
    return Loaded.OBSTACLE;
  }

  /** Whether the library for NVIDIA's cards is on the class path. */
  static boolean isForCards() {
    String folder = "/org/bytedeco/pytorch/" + Loader.getPlatform() + CARDS;
    return TorchLibrary.class.getResource(folder + "/libtorch_cuda.so") != null;
  }

  private static final class Loaded {
    static final Optional<String> OBSTACLE = load();

    private static Optional<String> load() {
      try {
        for (String extension : EXTENSIONS) {
          Loader.cacheResources("/org/bytedeco/pytorch/" + Loader.getPlatform() + extension);
        }
        Loader.load(torch.class);
        torch.set_num_threads(1);
        Determinism.ofThisProcess().apply();
        return Optional.empty();
      } catch (IOException e) { // no space to unpack it
        return Optional.of("its native library can't be unpacked (" + e.getMessage() + ")");
      } catch (LinkageError e) { // no binary for this system, or one that does not load
        return Optional.of("its native library does not load (" + e.getMessage() + ")");
      }
    }
  }
}
