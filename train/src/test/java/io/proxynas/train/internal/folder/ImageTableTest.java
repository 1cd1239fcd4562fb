package io.proxynas.train.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.TestFiles;
import io.proxynas.train.file.CacheFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTableTest {

  @TempDir Path folder;
  private Path csv;

  @BeforeEach
  void writeImages() {
    csv = folder.resolve("pets.csv");
    for (int i = 0; i < 6; i++) {
      TestFiles.write(folder.resolve("images/%d.png".formatted(i)), new byte[3]);
    }
  }

  private ImageFiles list(String text) {
    TestFiles.write(csv, text.getBytes(StandardCharsets.UTF_8));
    return ImageTable.list(csv, new Seed(1));
  }

  private List<String> paths(List<LabelledFile> files) {
    return files.stream().map(f -> folder.relativize(f.path()) + " " + f.label()).toList();
  }

  @Test
  void list_filesAndClasses_cutsATestPart() {
    ImageFiles files =
        list(
            """
            images/0.png,dog
            images/1.png,cat
            images/2.png,dog
            images/3.png,cat
            images/4.png,dog
            images/5.png,cat
            """);
    assertThat(files.name()).isEqualTo("pets");
    assertThat(files.classNames()).containsExactly("cat", "dog");
    assertThat(files.count()).isEqualTo(6);
    assertThat(paths(files.parts().train())).hasSize(4).contains("images/1.png 0");
    assertThat(files.parts().validation()).isEmpty();
    assertThat(files.parts().test()).hasSize(2);
    assertThat(files.warnings())
        .containsExactly(
            csv
                + " has no test images, so 2 of its 6 images, the same share of each class, are cut"
                + " off for the test; --split-seed decides which");
  }

  /** What was decoded has the names of its classes. */
  @Test
  void fingerprint_ofARenamedClass_isAnother() {
    String rows =
        "images/0.png,a\nimages/1.png,a\nimages/2.png,a\nimages/3.png,cat\nimages/4.png,cat\nimages/5.png,cat\n";
    ImageFiles files = list(rows);

    assertThat(list(rows).fingerprint("")).isEqualTo(files.fingerprint(""));
    assertThat(list(rows.replace("cat", "catt")).fingerprint(""))
        .isNotEqualTo(files.fingerprint(""));
  }

  @Test
  void list_headingMarkAndWindowsLines_areNoImages() {
    String rows = "images/0.png, a \r\nimages/1.png,a\r\nimages/2.png,a\r\n\r\n";
    String others = "images/3.png,\"b, c\"\r\nimages/4.png,\"b, c\"\r\nimages/5.png,\"b, c\"";
    ImageFiles plain = list(rows + others);
    ImageFiles headed = list("\uFEFFfile,label\r\n" + rows + others);
    ImageFiles quoted = list("\uFEFF" + (rows + others).replaceAll("images/.\\.png", "\"$0\""));

    assertThat(plain.count()).isEqualTo(6);
    assertThat(plain.classNames()).containsExactly("a", "b, c");
    assertThat(headed).isEqualTo(plain);
    assertThat(quoted).isEqualTo(plain);
  }

  @Test
  void list_thirdColumn_saysTheParts() {
    ImageFiles files =
        list(
            """
            file,label,part
            images/0.png,a,train
            images/1.png,b,train
            images/2.png,a,val
            images/3.png,b,val
            images/4.png,a,test
            images/5.png,b,test
            """);
    assertThat(paths(files.parts().train())).containsExactly("images/0.png 0", "images/1.png 1");
    assertThat(paths(files.parts().validation()))
        .containsExactly("images/2.png 0", "images/3.png 1");
    assertThat(paths(files.parts().test())).containsExactly("images/4.png 0", "images/5.png 1");
    assertThat(files.warnings()).isEmpty();
  }

  @Test
  void list_absolutePathsAndOtherEndings_areRead() {
    TestFiles.write(folder.resolve("scan"), new byte[3]);
    ImageFiles files =
        list(
            "scan,a,train\n%s,b,train\nimages/1.png,a,test\nimages/2.png,b,test\n"
                .formatted(folder.resolve("images/0.png").toAbsolutePath()));
    assertThat(paths(files.parts().train())).containsExactly("scan 0", "images/0.png 1");
  }

  @Test
  void list_wrongLines_areRejected() {
    assertRejected(
        "images/0.png,a\nimages/1.png\n",
        "line 2 of %s must be a file, a comma and a class, and in all lines or in none a comma and"
            + " one of train, val, test, but was \"images/1.png\"");
    assertRejected(
        "images/0.png;a\n",
        "line 1 of %s must be a file, a comma and a class, and in all lines or in none a comma and"
            + " one of train, val, test, but was \"images/0.png;a\"");
    assertRejected(
        "id,file,label,part\n",
        "line 1 of %s must be a file, a comma and a class, and in all lines or in none a comma and"
            + " one of train, val, test, but was \"id,file,label,part\"");
    assertRejected(
        "images/0.png,a\nimages/1.png,\n",
        "line 2 of %s must have a file and a class, but was \"images/1.png,\"");
    assertRejected(
        "images/0.png,a,train\nimages/1.png,b,training\n",
        "the third field of line 2 of %s must be one of train, val, test, but was \"training\"");
    assertRejected(
        "images/0.png,a\nimages/1.png,b\n./images/0.png,b\n",
        "%s must name each image once, but line 3 names ./images/0.png again");
  }

  @Test
  void list_wrongContent_isRejected() {
    assertRejected("", "%s must have at least 2 classes in its second column, but has []");
    assertRejected(
        "file,label\nimages/0.png,a\n",
        "%s must have at least 2 classes in its second column, but has [a]");
    assertRejected(
        "images/0.png,a\nimages/8.png,b\nimages/9.png,b\n",
        "each file that %s names must be there, but 2 of 3 are not, the first in line 2: "
            + folder.resolve("images/8.png"));
    assertRejected(
        "images,a,train\nimages/0.png,b,train\nimages/1.png,a,train\nimages/,b,train\n",
        "each file that %s names must be there, but 1 of 3 are not, the first in line 4: "
            + folder.resolve("images"));
    assertRejected(
        "images/0.png,a,train\nimages/1.png,b,train\nimages/2.png,b,test\n",
        "each part of %s must have an image of each class, but test has none of class a");
    assertRejected(
        "images/0.png,a,test\nimages/1.png,b,test\n", "%s must have training images, but has none");
  }

  private void assertRejected(String text, String message) {
    assertThatThrownBy(() -> list(text))
        .isInstanceOf(DataException.class)
        .hasMessage(message.formatted(csv));
  }

  @Test
  void list_notUtf8_isRejected() {
    TestFiles.write(csv, new byte[] {(byte) 0xe4, ',', 'a'});
    assertThatThrownBy(() -> ImageTable.list(csv, new Seed(1)))
        .isInstanceOf(DataException.class)
        .hasMessage(csv + " must be text in UTF-8, but is not at byte 0");
  }

  @Test
  void list_openQuotes_areRejected() {
    assertThatThrownBy(() -> list("images/0.png,\"a\nimages/1.png,b\n"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(csv + " cannot be read: ");
  }

  @Test
  void read_csv_isTheSameAsTheFolder() throws InterruptedException {
    for (String part : List.of("train", "test")) {
      TestFiles.writeImage(
          folder.resolve("set/%s/a/1.png".formatted(part)), TestFiles.grey(8, 8, 3));
      TestFiles.writeImage(
          folder.resolve("set/%s/b/1.png".formatted(part)), TestFiles.grey(8, 8, 200));
    }
    TestFiles.write(
        csv,
        "set/train/a/1.png,a,train\nset/train/b/1.png,b,train\nset/test/a/1.png,a,test\nset/test/b/1.png,b,test\n"
            .getBytes(StandardCharsets.UTF_8));
    DataSet listed = read(csv);
    assertThat(listed.name()).isEqualTo("pets");
    assertThat(listed.fingerprint()).isEqualTo(read(folder.resolve("set")).fingerprint());
  }

  private DataSet read(Path source) throws InterruptedException {
    CacheFolder cache = new CacheFolder(folder.resolve("home"));
    return ImageFolder.read(source, new Seed(1), OptionalInt.empty(), cache, Progress.NONE);
  }
}
