package io.proxynas.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreedMemoryTest {

  @Test
  void add_givesBackAtThe64thPartOfTheProcess_andCountsAnew() {
    AtomicInteger trims = new AtomicInteger();
    FreedMemory freed = new FreedMemory(() -> 640, trims::incrementAndGet);
    freed.add(1);
    assertThat(trims).hasValue(1); // it had not given back before
    freed.add(9);
    assertThat(trims).hasValue(1);
    freed.add(1);
    assertThat(trims).hasValue(2);
    freed.add(9);
    assertThat(trims).hasValue(2);
    freed.add(1);
    assertThat(trims).hasValue(3);
  }

  @Test
  void add_givesBackAfterTheProcessHasGrownByThe64thPart() {
    AtomicInteger trims = new AtomicInteger();
    AtomicLong resident = new AtomicLong(640);
    FreedMemory freed = new FreedMemory(resident::get, trims::incrementAndGet);
    freed.add(1);
    resident.set(649);
    freed.add(1);
    assertThat(trims).hasValue(1);
    resident.set(651); // 11 of 651 are more than a 64th
    freed.add(1);
    assertThat(trims).hasValue(2);
    freed.add(1);
    assertThat(trims).hasValue(2); // as large as after the last time
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void add_ofThisProcess_makesItSmaller() {
    int blocks = 10_000;
    int blockBytes = 16 << 10; // below what glibc maps by itself
    List<Pointer> all = new ArrayList<>();
    for (int i = 0; i <= blocks; i++) {
      Pointer block = Pointer.malloc(blockBytes);
      Pointer.memset(block, 1, blockBytes);
      all.add(block);
    }
    all.subList(0, blocks).forEach(Pointer::free); // the last one keeps the others from the end
    long before = Pointer.physicalBytes();
    FreedMemory.OF_THIS_PROCESS.add(Long.MAX_VALUE / 128);
    assertThat(before - Pointer.physicalBytes()).isGreaterThan((long) blocks * blockBytes / 2);
    Pointer.free(all.get(blocks));
  }
}
