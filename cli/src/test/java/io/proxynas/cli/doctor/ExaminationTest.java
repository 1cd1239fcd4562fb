package io.proxynas.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {

  @TempDir Path folder;

  private void cache(int index, String level, String type, String size) throws IOException {
    Path its = Files.createDirectory(folder.resolve("index" + index));
    Files.writeString(its.resolve("level"), level + "\n");
    Files.writeString(its.resolve("type"), type + "\n");
    Files.writeString(its.resolve("size"), size + "\n");
  }

  @Test
  void processorCaches_ofLinux_areThoseOfData() throws IOException {
    cache(0, "1", "Data", "32K");
    cache(1, "1", "Instruction", "32K");
    cache(2, "2", "Unified", "1024K");
    cache(3, "3", "Unified", "32768K");

    assertThat(Examination.processorCaches(folder)).isEqualTo("L1 32K, L2 1024K, L3 32768K");
  }

  @Test
  void processorCaches_elsewhere_areUnknown() throws IOException {
    assertThat(Examination.processorCaches(folder.resolve("none"))).isEmpty();

    Files.createDirectory(folder.resolve("index0"));
    assertThat(Examination.processorCaches(folder)).isEmpty();
  }
}
