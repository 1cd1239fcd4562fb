package io.proxynas.condense.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Small files that are made to exhaust the memory, the stack or the terminal. */
@Timeout(20)
class HostileSetsTest {

  private static final DataSet DATA = SavedSetTest.data(new ImageShape(1, 1, 1), "a", "b");

  /** Far less than the files promise, far more than reading a small file takes. */
  private static final long MOST_BYTES = 300 << 20;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("set");
  }

  private void assertRefused(String reason) {
    long before = allocated();
    assertThatThrownBy(() -> SavedSet.read(file, DATA))
        .isInstanceOf(DataException.class)
        .hasMessage("the saved set %s cannot be used: %s", file, reason);
    assertThat(allocated() - before).as("bytes allocated").isLessThan(MOST_BYTES);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void read_shapeThatTheStorageDoesNotHave_allocatesNothingForIt() throws IOException {
    long[] shape = {500_000_000, 1, 1, 1};
    Pickles.zip(
        file,
        new Pickles()
            .tensor("FloatStorage", "0", 500_000_000, shape, new long[] {1, 1, 1, 1})
            .labels()
            .pair());
    assertRefused("its images must lie in the storage of 4 values, but do not");
  }

  @Test
  void read_labelsThatTheStorageDoesNotHave_allocatesNothingForThem() throws IOException {
    Pickles.zip(
        file,
        new Pickles()
            .tensor("FloatStorage", "0", 4, new long[] {4, 1, 1, 1}, new long[] {1, 1, 1, 1})
            .tensor("LongStorage", "1", 500_000_000, new long[] {500_000_000}, new long[] {1})
            .pair());
    assertRefused("its labels must lie in the storage of 4 values, but do not");
  }

  @Test
  void read_shapeOfMillionsOfDimensions_isNotPrinted() throws IOException {
    Pickles.zip(
        file,
        new Pickles()
            .beginTensor()
            .storage("FloatStorage", "0", 4)
            .number(0)
            .raw("(" + "K\u0000".repeat(3_000_000) + "t")
            .sizes(1)
            .endTensor()
            .labels()
            .pair());
    assertRefused("its tensors must have at most 32 dimensions, but one has 3000000");
  }

  /** Each tensor had a copy of its sizes: a megabyte of pickle became a terabyte. */
  @Test
  void read_manyTensorsOfOneLongShape_areNotCopied() throws IOException {
    Pickles pickle = new Pickles().storage("FloatStorage", "0", 4).raw("q\u0001");
    pickle.raw("(" + "K\u0001".repeat(100_000) + "tq\u0002");
    for (int i = 0; i < 100_000; i++) {
      pickle.beginTensor().raw("h\u0001K\u0000h\u0002h\u0002").endTensor();
    }
    Pickles.zip(file, pickle.end());
    assertRefused("its tensors must have at most 32 dimensions, but one has 100000");
  }

  @Test
  void read_longNameThatCommandsATerminal_isCutAndEscaped() throws IOException {
    String key = "\u001b[31m".repeat(1_000_000);
    Pickles.zip(
        file,
        new Pickles()
            .tensor("FloatStorage", key, 4, new long[] {4, 1, 1, 1}, new long[] {1, 1, 1, 1})
            .labels()
            .pair());
    assertRefused("it has no a/data/" + "\\u001b[31m".repeat(38) + "\\u001b[3…");
  }

  @Test
  void read_tuplesOfTuples_areNeverExpanded() throws IOException {
    String doubled = "h\u0000h\u0000\u0086q\u0000".repeat(64); // 2^64 values
    Pickles.zip(file, new Pickles().raw(")q\u0000" + doubled).end());
    assertRefused(
        "it must hold images and labels, two tensors in a list, a tuple or a dictionary or under"
            + " 'data', but does not");
  }

  @Test
  void read_listThatHoldsItself_isRefused() throws IOException {
    Pickles.zip(file, new Pickles().raw("]q\u0000(h\u0000h\u0000e").end());
    assertRefused(
        "it must hold images and labels, two tensors in a list, a tuple or a dictionary or under"
            + " 'data', but does not");
  }

  @Test
  void read_tupleOfAMillionLevels_needsNoStack() throws IOException {
    Pickles.zip(file, new Pickles().raw(")" + "\u0085".repeat(1_000_000)).end());
    assertRefused(
        "it must hold images and labels, two tensors in a list, a tuple or a dictionary or under"
            + " 'data', but does not");
  }

  /** As a pickle and as an array. */
  @Test
  void read_entryThatUnpacksToAThousandTimesItsSize_isNotUnpacked() throws IOException {
    for (String name : new String[] {"a/data.pkl", "images.npy"}) {
      long size = zeros(name, 200_000_000);
      assertRefused(
          "its %s must unpack to at most %d bytes in a file of %d, but has 200000000"
              .formatted(name, (1 << 27) + 100 * size, size));
    }
  }

  private long zeros(String name, long count) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      byte[] block = new byte[1 << 20];
      for (long left = count; left > 0; left -= block.length) {
        zip.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return Files.size(file);
  }

  @Test
  void read_headerOfAnArrayThatPromisesMoreThanThereIs_isRefused() throws IOException {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2, 2), }";
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] array = new byte[10 + text.length];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0};
    System.arraycopy(magic, 0, array, 0, 10);
    System.arraycopy(text, 0, array, 10, text.length);
    Pickles.zip(file, Map.of("images.npy", array));
    assertRefused("its images must have 9223372036854775807 bytes, but have 0");
  }
}
