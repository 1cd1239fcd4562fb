package io.proxynas.train.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.train.data.DataException;
import io.proxynas.train.data.TestFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderLayoutTest {

  @TempDir Path folder;

  private void files(String... names) {
    for (String name : names) {
      TestFiles.write(folder.resolve(name), new byte[3]);
    }
  }

  private void annotations(String text) {
    TestFiles.write(folder.resolve("val/val_annotations.txt"), text.getBytes());
  }

  private List<String> paths(List<LabelledFile> files) {
    return files.stream().map(f -> folder.relativize(f.path()) + " " + f.label()).toList();
  }

  @Test
  void list_tinyImageNet_readsTheAnnotations() {
    files("train/n02/images/n02_0.JPEG", "train/n01/images/n01_1.JPEG", "train/n01/n01_boxes.txt");
    files("val/images/val_1.JPEG", "val/images/val_0.JPEG", "val/images/val_10.JPEG");
    files("test/images/test_0.JPEG", "wnids.txt", "words.txt");
    annotations("val_0.JPEG\tn02\t0\t32\t44\t62\nval_1.JPEG\tn01\t1\t1\t2\t2\nval_10.JPEG\tn02\n");

    ImageFiles files = ImageFolderLayout.list(folder);

    assertThat(files.classNames()).containsExactly("n01", "n02");
    assertThat(paths(files.train()))
        .containsExactly("train/n01/images/n01_1.JPEG 0", "train/n02/images/n02_0.JPEG 1");
    assertThat(paths(files.test()))
        .containsExactly(
            "val/images/val_0.JPEG 1", "val/images/val_1.JPEG 0", "val/images/val_10.JPEG 1");
    assertThat(files.heldOut()).isFalse();
  }

  @Test
  void list_imageNet_takesTheValidationImages() {
    files("train/n01/a.JPEG", "train/n02/b.JPEG", "val/n01/c.JPEG", "val/n02/d.JPEG");
    files("test/ILSVRC2012_test_1.JPEG");

    ImageFiles files = ImageFolderLayout.list(folder);

    assertThat(paths(files.test())).containsExactly("val/n01/c.JPEG 0", "val/n02/d.JPEG 1");
    assertThat(files.heldOut()).isFalse();
  }

  @Test
  void list_testAndValidation_takesTheTestImages() {
    for (String part : List.of("train", "val", "test")) {
      files(part + "/a/1.png", part + "/b/1.png");
    }
    assertThat(paths(ImageFolderLayout.list(folder).test()))
        .containsExactly("test/a/1.png 0", "test/b/1.png 1");
  }

  @Test
  void list_annotationsThatDoNotFit_sayWhere() {
    files("train/n01/a.png", "train/n02/a.png", "val/images/0.png", "val/images/1.png");
    Path annotations = folder.resolve("val/val_annotations.txt");

    annotations("0.png\tn01\n1.png\tn03\n");
    assertRejected(
        "each line of %s must be a file and one of the classes in %s between tabs, but line 2 was \"1.png\tn03\""
            .formatted(annotations, folder.resolve("train")));
    annotations("0.png\tn01\n\n");
    assertRejected(
        "each line of %s must be a file and one of the classes in %s between tabs, but line 2 was \"\""
            .formatted(annotations, folder.resolve("train")));
    annotations("0.png\tn01\n");
    assertRejected(annotations + " must have the class of each image, but has none of 1.png");
    annotations("0.png\tn01\n1.png\tn01\n");
    assertRejected(
        "training and test must have the same classes, but %s has no image of class n02"
            .formatted(folder.resolve("val/images")));
  }

  private void assertRejected(String message) {
    assertThatThrownBy(() -> ImageFolderLayout.list(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void fingerprint_changesWithEachThingThatMatters() {
    files("train/a/1.png", "train/b/1.png", "test/a/1.png", "test/b/1.png");
    ImageFiles files = ImageFolderLayout.list(folder);
    String fingerprint = files.fingerprint("");
    assertThat(ImageFolderLayout.list(folder).fingerprint("")).isEqualTo(fingerprint);
    assertThat(files.fingerprint("64")).isNotEqualTo(fingerprint);

    Path file = folder.resolve("train/a/1.png");
    long time = file.toFile().lastModified();
    TestFiles.write(file, new byte[4]);
    assertThat(file.toFile().setLastModified(time)).isTrue();
    String larger = ImageFolderLayout.list(folder).fingerprint("");
    assertThat(larger).isNotEqualTo(fingerprint);
    assertThat(file.toFile().setLastModified(time + 1000)).isTrue();
    String later = ImageFolderLayout.list(folder).fingerprint("");
    assertThat(later).isNotEqualTo(larger);
    files("train/a/2.png");
    assertThat(ImageFolderLayout.list(folder).fingerprint("")).isNotEqualTo(later);
  }
}
