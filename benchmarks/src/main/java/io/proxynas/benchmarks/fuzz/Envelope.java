package io.proxynas.benchmarks.fuzz;

import io.proxynas.train.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** What a content is packed in. Damage inside comes past the checksum, as an attacker's would. */
enum Envelope {
  /** Nothing. */
  NONE {
    @Override
    byte[] inside(byte[] content, UnaryOperator<byte[]> damage, RandomGenerator random) {
      return damage.apply(content);
    }
  },

  /** Compressed, with a CRC-32. */
  GZIP {
    @Override
    byte[] inside(byte[] content, UnaryOperator<byte[]> damage, RandomGenerator random)
        throws IOException {
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(damage.apply(plain));
      }
      return packed.toByteArray();
    }
  },

  /** Entries of a zip file, of which one is damaged. */
  ZIP {
    @Override
    byte[] inside(byte[] content, UnaryOperator<byte[]> damage, RandomGenerator random)
        throws IOException {
      List<Entry> entries = entries(content);
      int chosen = random.nextInt(entries.size());
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(packed)) {
        for (int i = 0; i < entries.size(); i++) {
          Entry entry = entries.get(i);
          zip.putNextEntry(new ZipEntry(entry.name()));
          zip.write(i == chosen ? damage.apply(entry.content()) : entry.content());
        }
      }
      return packed.toByteArray();
    }
  },

  /** Followed by the SHA-256 of all of it. */
  SEAL {
    @Override
    byte[] inside(byte[] content, UnaryOperator<byte[]> damage, RandomGenerator random) {
      byte[] damaged = damage.apply(Arrays.copyOf(content, content.length - Sha256.BYTES));
      byte[] sealed = Arrays.copyOf(damaged, damaged.length + Sha256.BYTES);
      byte[] hash = Sha256.digest().digest(damaged);
      System.arraycopy(hash, 0, sealed, damaged.length, hash.length);
      return sealed;
    }
  };

  private record Entry(String name, byte[] content) {}

  /** Damages what is inside, and packs it again. */
  abstract byte[] inside(byte[] content, UnaryOperator<byte[]> damage, RandomGenerator random)
      throws IOException;

  /** Damages the whole, or, twice as often, what is inside. */
  byte[] damaged(byte[] content, UnaryOperator<byte[]> damage, RandomGenerator random) {
    try {
      return random.nextInt(3) == 0 ? damage.apply(content) : inside(content, damage, random);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a whole content in memory
    }
  }

  /**
   * From a file: a stream does not read what PyTorch writes, whose sizes are behind the entries.
   */
  private static List<Entry> entries(byte[] content) throws IOException {
    Path file = Files.createTempFile("proxynas-fuzz", ".zip");
    try {
      Files.write(file, content);
      List<Entry> entries = new ArrayList<>();
      try (ZipFile zip = new ZipFile(file.toFile())) {
        for (ZipEntry entry : zip.stream().toList()) {
          entries.add(new Entry(entry.getName(), zip.getInputStream(entry).readAllBytes()));
        }
      }
      return entries;
    } finally {
      Files.delete(file);
    }
  }
}
