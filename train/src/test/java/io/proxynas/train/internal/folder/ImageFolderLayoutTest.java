package io.proxynas.train.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.TestFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
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

  private ImageFiles list() {
    return ImageFolderLayout.list(folder, new Seed(1));
  }

  private static List<Integer> labels(List<LabelledFile> files) {
    return files.stream().map(LabelledFile::label).toList();
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

    ImageFiles files = list();

    assertThat(files.classNames()).containsExactly("n01", "n02");
    assertThat(paths(files.parts().train()))
        .containsExactly("train/n01/images/n01_1.JPEG 0", "train/n02/images/n02_0.JPEG 1");
    assertThat(paths(files.parts().test()))
        .containsExactly(
            "val/images/val_0.JPEG 1", "val/images/val_1.JPEG 0", "val/images/val_10.JPEG 1");
    assertThat(files.warnings()).isEmpty();
  }

  @Test
  void list_imageNet_takesTheValidationImages() {
    files("train/n01/a.JPEG", "train/n02/b.JPEG", "val/n01/c.JPEG", "val/n02/d.JPEG");
    files("test/ILSVRC2012_test_1.JPEG");

    ImageFiles files = list();

    assertThat(paths(files.parts().test())).containsExactly("val/n01/c.JPEG 0", "val/n02/d.JPEG 1");
    assertThat(files.parts().validation()).isEmpty();
    assertThat(files.warnings())
        .containsExactly(
            folder
                + " has no test images beside its validation images, so these 2 tell the final"
                + " accuracy, and networks are chosen on images that are cut off the training"
                + " images");
  }

  @Test
  void list_testAndValidation_keepsThemApart() {
    for (String part : List.of("train", "val", "test")) {
      files(part + "/a/1.png", part + "/b/1.png");
    }
    ImageFiles files = list();

    assertThat(paths(files.parts().train())).containsExactly("train/a/1.png 0", "train/b/1.png 1");
    assertThat(paths(files.parts().validation())).containsExactly("val/a/1.png 0", "val/b/1.png 1");
    assertThat(paths(files.parts().test())).containsExactly("test/a/1.png 0", "test/b/1.png 1");
    assertThat(files.warnings()).isEmpty();
    assertThat(files.count()).isEqualTo(6);
    assertThat(IntStream.range(0, 6).mapToObj(i -> files.get(i).folder().getParent()).distinct())
        .containsExactly(folder.resolve("train"), folder.resolve("val"), folder.resolve("test"));
  }

  @Test
  void list_otherNamesOfValidation_areKnown() {
    for (String part : List.of("train", "valid", "test")) {
      files(part + "/a/1.png", part + "/b/1.png");
    }
    assertThat(paths(list().parts().validation()))
        .containsExactly("valid/a/1.png 0", "valid/b/1.png 1");
  }

  @Test
  void list_annotatedValidationAndTest_keepsThemApart() {
    files("train/n01/a.png", "train/n02/a.png", "test/n01/a.png", "test/n02/a.png");
    files("val/images/0.png", "val/images/1.png");
    annotations("0.png\tn01\n1.png\tn02\n");
    assertThat(paths(list().parts().validation()))
        .containsExactly("val/images/0.png 0", "val/images/1.png 1");
    assertThat(paths(list().parts().test()))
        .containsExactly("test/n01/a.png 0", "test/n02/a.png 1");
  }

  @Test
  void list_flatFolder_cutsATestPartBySeed() {
    for (int i = 0; i < 10; i++) {
      files("cat/%d.png".formatted(i), "dog/%d.png".formatted(i), "dog/1%d.jpg".formatted(i));
    }
    ImageFiles files = list();

    assertThat(files.classNames()).containsExactly("cat", "dog");
    assertThat(labels(files.parts().test())).containsExactly(0, 0, 1, 1, 1, 1);
    assertThat(files.parts().train()).hasSize(24).doesNotContainAnyElementsOf(files.parts().test());
    assertThat(files.parts().validation()).isEmpty();
    assertThat(files.warnings())
        .containsExactly(
            folder
                + " has no test images, so 6 of its 30 images, the same share of each class, are"
                + " cut off for the test; --split-seed decides which");
    assertThat(list().parts()).isEqualTo(files.parts());
    assertThat(ImageFolderLayout.list(folder, new Seed(2)).parts()).isNotEqualTo(files.parts());
    assertThat(list().fingerprint(""))
        .isNotEqualTo(ImageFolderLayout.list(folder, new Seed(2)).fingerprint(""));
  }

  @Test
  void list_flatFolder_anotherImageMovesAtMostOne() {
    for (int i = 0; i < 10; i++) {
      files("cat/%d.png".formatted(i), "dog/%d.png".formatted(i));
    }
    List<String> before = paths(list().parts().test());
    files("cat/new.png");
    List<String> after = paths(list().parts().test());
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.stream().filter(before::contains).count()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void list_classCalledTrain_isAClass() {
    for (int i = 0; i < 3; i++) {
      files("train/%d.png".formatted(i), "plane/%d.png".formatted(i));
    }
    assertThat(list().classNames()).containsExactly("plane", "train");
  }

  @Test
  void list_oneFolder_isRejected() {
    files("cat/1.png");
    assertRejected(folder + " must have at least 2 folders of images, one a class, but has 1");
  }

  @Test
  void list_partsWithoutTrain_areRejected() {
    files("test/a/1.png", "test/b/1.png");
    assertRejected(folder + " must have a folder train beside its folder test, but has none");
  }

  @Test
  void list_twoImagesOfAClass_cannotBeCut() {
    files("cat/1.png", "cat/2.png", "cat/3.png", "dog/1.png", "dog/2.png");
    assertRejected(
        "a class of "
            + folder
            + " must have at least 3 images where there are no test images, but class dog has 2");
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
    assertThatThrownBy(this::list).isInstanceOf(DataException.class).hasMessage(message);
  }

  @Test
  void fingerprint_changesWithEachThingThatMatters() {
    files("train/a/1.png", "train/b/1.png", "test/a/1.png", "test/b/1.png");
    ImageFiles files = list();
    String fingerprint = files.fingerprint("");
    assertThat(list().fingerprint("")).isEqualTo(fingerprint);
    assertThat(files.fingerprint("64")).isNotEqualTo(fingerprint);

    Path file = folder.resolve("train/a/1.png");
    long time = file.toFile().lastModified();
    TestFiles.write(file, new byte[4]);
    assertThat(file.toFile().setLastModified(time)).isTrue();
    String larger = list().fingerprint("");
    assertThat(larger).isNotEqualTo(fingerprint);
    assertThat(file.toFile().setLastModified(time + 1000)).isTrue();
    String later = list().fingerprint("");
    assertThat(later).isNotEqualTo(larger);
    files("train/a/2.png");
    assertThat(list().fingerprint("")).isNotEqualTo(later);
  }
}
