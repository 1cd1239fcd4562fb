package io.proxynas.examples.library;

import io.proxynas.ProxyNas;
import io.proxynas.eval.search.RunResult;
import io.proxynas.nas.space.ConvNetSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Finds a network for the images in a folder. */
public final class FindNetwork {

  private FindNetwork() {}

  /**
   * Runs the search.
   *
   * @param arguments the folder of images, without which the program draws some; and the folder of
   *     the run
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path images =
        arguments.length > 0 ? Path.of(arguments[0]) : Drawings.write(Path.of("runs", "drawings"));
    Path run = arguments.length > 1 ? Path.of(arguments[1]) : Path.of("runs", "library");
    System.out.println(find(images, run).summary());
  }

  private static ComputationGraph find(Path images, Path run)
      throws IOException, InterruptedException {
    // snippet: begin
    RunResult result =
        ProxyNas.on(images) // a folder with train/<class>/*.png and test/<class>/*.png
            .imageSize(16)
            .proxy("dm-ipc10") // 10 condensed images a class
            .space(new ConvNetSpace(List.of(1, 2), List.of(8, 16)))
            .candidates(30)
            .validate(12) // trained on the real images too
            .search(run); // a folder
    System.out.println(result.ranking().trained().get(0).architecture().id());
    System.out.println(result.verdict()); // may it be trusted?
    ComputationGraph network = result.bestNetwork(); // of DL4J
    // snippet: end
    return network;
  }
}
