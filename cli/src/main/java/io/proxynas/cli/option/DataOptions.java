package io.proxynas.cli.option;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.Shell;
import io.proxynas.train.data.DataSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which real images. */
public final class DataOptions {

  @Option(
      names = "--dataset",
      paramLabel = "NAME|DIR|CSV",
      defaultValue = "fashion-mnist-mini",
      description =
          "The real images: fashion-mnist-mini, fashion-mnist, mnist, cifar10, cifar100, a folder"
              + " with <class>/*.png (or jpg) or train/<class>/…, val/… and test/…, or a CSV file of"
              + " files and classes (default: ${DEFAULT-VALUE}).")
  private String dataset = "";

  @Mixin private DataLocationOptions places = new DataLocationOptions();

  /** What the user, or the default, names. */
  public String dataset() {
    return dataset;
  }

  /** Where the images are. */
  public DataLocationOptions places() {
    return places;
  }

  /** Loads the images, and passes on what is wrong with some of them. */
  public DataSet load(Shell shell, ConsoleObserver observer) throws InterruptedException {
    return places.load(dataset, shell, observer);
  }
}
