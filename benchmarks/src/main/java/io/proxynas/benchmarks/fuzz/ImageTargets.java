package io.proxynas.benchmarks.fuzz;

import static io.proxynas.benchmarks.fuzz.Corpus.bytes;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.data.source.ImageReader;
import io.proxynas.train.file.CacheFolder;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Readers of data sets and of single images. */
final class ImageTargets {

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  private ImageTargets() {}

  static List<Target> all() {
    return List.of(
        idx(),
        gzip(),
        cifar(),
        Target.of("png", 150, "a.png", grey("png"), Envelope.NONE, ImageTargets::image),
        Target.of("png-alpha", 150, "a.png", alpha(), Envelope.NONE, ImageTargets::image),
        Target.of("jpeg", 150, "a.jpg", grey("jpg"), Envelope.NONE, ImageTargets::image),
        Target.of("gif", 150, "a.png", colour("gif"), Envelope.NONE, ImageTargets::image),
        Target.of("bmp", 150, "a.png", colour("bmp"), Envelope.NONE, ImageTargets::image),
        csv(),
        annotations());
  }

  private static byte[] grey(String format) {
    return Corpus.picture(5, BufferedImage.TYPE_BYTE_GRAY, format);
  }

  private static byte[] colour(String format) {
    return Corpus.picture(5, BufferedImage.TYPE_INT_RGB, format);
  }

  private static byte[] alpha() {
    return Corpus.picture(5, BufferedImage.TYPE_4BYTE_ABGR, "png");
  }

  private static void image(Path folder, Consumer<String> warnings) throws Exception {
    ImageReader reader = new ImageReader(new ImageShape(1, 4, 4));
    for (String name : List.of("a.png", "a.jpg")) {
      Path file = folder.resolve(name);
      if (file.toFile().exists()) {
        reader.read(file);
      }
    }
  }

  private static Target idx() {
    Map<String, byte[]> files =
        Map.of(
            TRAIN_IMAGES, Corpus.idx(10, 3, 3),
            TRAIN_LABELS, Corpus.idx(10),
            TEST_IMAGES, Corpus.idx(10, 3, 3),
            TEST_LABELS, Corpus.idx(10));
    return new Target("idx", 300, files, each(files, Envelope.NONE), named("mnist"));
  }

  private static Target gzip() {
    Map<String, byte[]> files =
        Map.of(
            TRAIN_IMAGES + ".gz", Corpus.gzip(Corpus.idx(10, 3, 3)),
            TRAIN_LABELS + ".gz", Corpus.gzip(Corpus.idx(10)),
            TEST_IMAGES + ".gz", Corpus.gzip(Corpus.idx(10, 3, 3)),
            TEST_LABELS + ".gz", Corpus.gzip(Corpus.idx(10)));
    return new Target("idx-gz", 250, files, each(files, Envelope.GZIP), named("mnist"));
  }

  private static Target cifar() {
    Map<String, byte[]> files = new HashMap<>();
    for (int batch = 1; batch <= 5; batch++) {
      files.put("data_batch_%d.bin".formatted(batch), Corpus.cifar(2));
    }
    files.put("test_batch.bin", Corpus.cifar(2));
    String names = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n";
    files.put("batches.meta.txt", bytes(names));
    return new Target("cifar", 150, files, each(files, Envelope.NONE), named("cifar10"));
  }

  private static Target.Reader named(String set) {
    return (folder, warnings) ->
        heard(DataSets.load(set, location(folder).withDataDir(folder), Progress.NONE), warnings);
  }

  /** The cache is in the folder, too, so that it is empty and a message that names it is told. */
  private static DataLocation location(Path folder) {
    return DataLocation.of(new CacheFolder(folder.resolve("cache")));
  }

  private static void heard(DataSet data, Consumer<String> warnings) {
    data.warnings().forEach(warnings);
  }

  private static Target csv() {
    Map<String, byte[]> files = new HashMap<>();
    StringBuilder csv = new StringBuilder("file,class,part\n");
    for (int i = 0; i < 8; i++) {
      files.put(i + ".png", Corpus.picture(4 + i / 8, BufferedImage.TYPE_BYTE_GRAY, "png"));
      csv.append(
          "%d.png,\"%s\",%s%n".formatted(i, i % 2 == 0 ? "a" : "b", i < 4 ? "train" : "test"));
    }
    files.put("set.csv", bytes(csv.toString()));
    return new Target(
        "image-csv",
        60,
        files,
        Map.of("set.csv", Envelope.NONE, "0.png", Envelope.NONE),
        (folder, warnings) -> folder(folder, folder.resolve("set.csv"), warnings));
  }

  /** The layout of TinyImageNet. */
  private static Target annotations() {
    Map<String, byte[]> files = new HashMap<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      String label = i % 2 == 0 ? "n01" : "n02";
      byte[] picture = Corpus.picture(4, BufferedImage.TYPE_BYTE_GRAY, "png");
      files.put("images/train/%s/images/%d.png".formatted(label, i), picture);
      files.put("images/val/images/%d.png".formatted(i), picture);
      lines.append("%d.png\t%s\t0\t0\t3\t3%n".formatted(i, label));
    }
    files.put("images/val/val_annotations.txt", bytes(lines.toString()));
    return new Target(
        "image-folder",
        20,
        files,
        Map.of(
            "images/val/val_annotations.txt", Envelope.NONE,
            "images/train/n01/images/0.png", Envelope.NONE),
        (folder, warnings) -> folder(folder, folder.resolve("images"), warnings));
  }

  private static void folder(Path folder, Path images, Consumer<String> warnings)
      throws InterruptedException {
    heard(DataSets.load(images.toString(), location(folder).withSize(4), Progress.NONE), warnings);
  }

  private static Map<String, Envelope> each(Map<String, byte[]> files, Envelope envelope) {
    Map<String, Envelope> all = new HashMap<>();
    files.keySet().forEach(name -> all.put(name, envelope));
    return all;
  }
}
