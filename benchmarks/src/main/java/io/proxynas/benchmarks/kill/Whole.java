package io.proxynas.benchmarks.kill;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.proxynas.train.file.Csv;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVRecord;

/**
 * Whether a file is whole, as its format has it. Of a file that grows, the last line may be torn.
 */
final class Whole {

  /** The last chunk of a PNG: its length, name and checksum. */
  private static final byte[] PNG_END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82
  };

  private Whole() {}

  /** What is wrong, in a few words; empty if it is whole or of a format without an end. */
  static Optional<String> fault(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String name = String.valueOf(file.getFileName());
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (name.endsWith(".json")) {
      return json(text);
    }
    if (name.endsWith(".jsonl")) {
      return complete(text).lines().map(Whole::json).flatMap(Optional::stream).findFirst();
    }
    if (name.endsWith(".csv")) {
      return table(name, Place.grows(name) ? complete(text) : text);
    }
    if (name.endsWith(".zip") || name.endsWith(".npz")) {
      return archive(file);
    }
    if (name.endsWith(".png")) {
      return endsWith(bytes, PNG_END) ? Optional.empty() : Optional.of("has no end");
    }
    if (name.endsWith(".html")) {
      return text.strip().endsWith("</html>") ? Optional.empty() : Optional.of("has no end");
    }
    return name.endsWith(".proxy") ? checksum(bytes) : Optional.empty();
  }

  private static Optional<String> json(String text) {
    try {
      return JsonFile.mapper().readTree(text).isMissingNode()
          ? Optional.of("is empty")
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of("is no JSON: " + e.getOriginalMessage());
    }
  }

  /** The lines that have their line feed. */
  private static String complete(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static Optional<String> table(String name, String text) {
    try {
      long widths =
          Csv.parsed(name, text, Csv.FORMAT).records().stream()
              .mapToInt(CSVRecord::size)
              .distinct()
              .count();
      return widths <= 1 && (text.isEmpty() || text.endsWith("\n"))
          ? Optional.empty()
          : Optional.of("has a torn line");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> archive(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.size() > 0 ? Optional.empty() : Optional.of("is empty");
    } catch (ZipException e) {
      return Optional.of("is no archive: " + e.getMessage());
    }
  }

  private static boolean endsWith(byte[] bytes, byte[] end) {
    return bytes.length >= end.length
        && Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
  }

  private static Optional<String> checksum(byte[] bytes) {
    int size = bytes.length - Sha256.BYTES;
    return size > 0 && endsWith(bytes, Sha256.digest().digest(Arrays.copyOf(bytes, size)))
        ? Optional.empty()
        : Optional.of("has another checksum");
  }
}
