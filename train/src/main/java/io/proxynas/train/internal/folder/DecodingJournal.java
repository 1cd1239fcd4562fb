package io.proxynas.train.internal.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.LineFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a file of decoded images holds so far: a header, a line for each chunk of images that is
 * there, and a last line when all are. A line is the CRC-32C of the rest, a blank, and JSON. Lines
 * are only ever appended; reading ends at the first that is damaged, or was torn by a kill.
 */
final class DecodingJournal {

  /**
   * Of what the images are made.
   *
   * @param key names the files and the size asked for
   * @param folder that the files are in, for the reader of the journal
   * @param size height and width of the decoded images
   * @param width that every file must have; 0 if they may differ
   * @param height that every file must have; 0 if they may differ
   */
  record Header(String key, String folder, int size, int width, int height) {}

  /**
   * Images of consecutive files.
   *
   * @param files the number of files
   * @param crc32c of the bytes of their images
   * @param grey whether all the images are grey
   * @param leftOut why a file, counted from 0 in the chunk, has no image
   */
  record Chunk(int files, long crc32c, boolean grey, SortedMap<Integer, String> leftOut) {

    /** The number of images. */
    int kept() {
      return files - leftOut.size();
    }
  }

  /**
   * What follows from all the images.
   *
   * @param fingerprint see {@link DataSet#fingerprint()}
   * @param statistics of the training images
   */
  record Ending(String fingerprint, ChannelStatistics statistics) {}

  private static final JsonMapper JSON =
      JsonFile.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final String ENDING = "{\"fingerprint\"";

  private final LineFile.Content content;
  private final Header header;
  private final List<Chunk> chunks;
  private Optional<Ending> ending;
  private final boolean damaged;

  private DecodingJournal(
      LineFile.Content content, Header header, List<Chunk> chunks, Optional<Ending> ending) {
    this.content = content;
    this.header = header;
    this.chunks = chunks;
    this.ending = ending;
    damaged = 1 + chunks.size() + ending.stream().count() < content.lines().size();
  }

  /** Reads what there is; nothing if there is no journal of the key. */
  static Optional<DecodingJournal> read(Path file, String key) throws IOException {
    LineFile.Content content = LineFile.read(file);
    List<String> lines = undamaged(content.lines());
    try {
      if (lines.isEmpty() || !JSON.readValue(lines.get(0), Header.class).key().equals(key)) {
        return Optional.empty();
      }
      List<Chunk> chunks = new ArrayList<>();
      Optional<Ending> ending = Optional.empty();
      for (String line : lines.subList(1, lines.size())) {
        if (line.startsWith(ENDING)) {
          ending = Optional.of(JSON.readValue(line, Ending.class));
        } else {
          chunks.add(JSON.readValue(line, Chunk.class));
        }
      }
      Header header = JSON.readValue(lines.get(0), Header.class);
      return Optional.of(new DecodingJournal(content, header, chunks, ending));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // by another version
    }
  }

  /** The JSON of the lines up to the first that is damaged. */
  private static List<String> undamaged(List<String> lines) {
    return lines.stream()
        .map(line -> line.split(" ", 2))
        .takeWhile(parts -> parts.length == 2 && parts[0].equals(checksum(parts[1])))
        .map(parts -> parts[1])
        .toList();
  }

  private static String checksum(String json) {
    return "%08x".formatted(ParallelDecoder.crc32c(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Begins a journal in place of any other. */
  static DecodingJournal begin(Path file, Header header) throws IOException {
    AtomicFile.write(file, line(header));
    return new DecodingJournal(LineFile.read(file), header, new ArrayList<>(), Optional.empty());
  }

  /** Whether a whole line, and with it all that follow, could not be read. */
  boolean damaged() {
    return damaged;
  }

  Header header() {
    return header;
  }

  List<Chunk> chunks() {
    return List.copyOf(chunks);
  }

  /** Present if all images are there. */
  Optional<Ending> ending() {
    return ending;
  }

  /** The number of files that the chunks cover. */
  int files() {
    return chunks.stream().mapToInt(Chunk::files).sum();
  }

  /** The number of images in the chunks. */
  int kept() {
    return chunks.stream().mapToInt(Chunk::kept).sum();
  }

  /** Keeps so many of the chunks that were read, and nothing after them. */
  void cutTo(int count) throws IOException {
    content.cut(1 + count);
    chunks.subList(count, chunks.size()).clear();
    ending = Optional.empty();
  }

  /** The images of these files are there. */
  void append(Chunk chunk) throws IOException {
    write(chunk);
    chunks.add(chunk);
  }

  /** All images are there. */
  void end(Ending all) throws IOException {
    write(all);
    ending = Optional.of(all);
  }

  private void write(Object added) throws IOException {
    try (LineFile out = LineFile.open(content.file())) {
      out.append(line(added));
    }
  }

  /** In ASCII, other characters escaped. */
  private static String line(Object content) throws JsonProcessingException {
    String json = JSON.writeValueAsString(content);
    return checksum(json) + " " + json + "\n";
  }
}
