package io.proxynas.condense.saved;

import io.proxynas.condense.saved.TorchPickle.Pickled;
import io.proxynas.condense.saved.TorchPickle.Storage;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A file of PyTorch before 1.6, and of {@code torch.save(…, _use_new_zipfile_serialization=False)}
 * after it. Five pickles follow each other: a magic number, the version, 1001, of the format, a
 * dictionary about the machine, the value, and the keys of the storages; then, for each key, the
 * number of its values as int64 and the values themselves (PyTorch's {@code
 * serialization._legacy_save}). No length is believed before it is held against what is left of the
 * file.
 *
 * @param storages the bytes of each storage by its key
 */
record TorchStream(Object value, Map<String, ByteBuffer> storages) implements TorchContent {

  /** The pickle of 0x1950a86a20f9469cfc6c. */
  private static final byte[] MAGIC = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

  private static final long VERSION = 1001;

  /** Bytes of one value. */
  private static final Map<String, Integer> SIZES =
      Map.ofEntries(
          Map.entry("torch.DoubleStorage", 8),
          Map.entry("torch.FloatStorage", 4),
          Map.entry("torch.HalfStorage", 2),
          Map.entry("torch.BFloat16Storage", 2),
          Map.entry("torch.LongStorage", 8),
          Map.entry("torch.IntStorage", 4),
          Map.entry("torch.ShortStorage", 2),
          Map.entry("torch.CharStorage", 1),
          Map.entry("torch.ByteStorage", 1),
          Map.entry("torch.BoolStorage", 1));

  /** Whether a file begins like one of these. */
  static boolean is(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /**
   * Reads the value, and finds the storages.
   *
   * @throws IOException with a phrase if it is damaged, or holds anything that no set needs
   */
  static TorchStream read(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      Require.inFile(
          file.size() <= Integer.MAX_VALUE,
          "it must have at most %d bytes in PyTorch's format before 1.6, but has %d: save it anew"
              + " by PyTorch 1.6 or later",
          Integer.MAX_VALUE,
          file.size());
      ByteBuffer in = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      return read(in.order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length));
    }
  }

  private static TorchStream read(ByteBuffer in) throws IOException {
    Object version = TorchPickle.read(in);
    Require.inFile(version.equals(VERSION), "its version of PyTorch's format must be %d", VERSION);
    Object machine = TorchPickle.read(in);
    Require.inFile(
        machine instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("little_endian")),
        "its byte order must be little, but is not said to be");
    Pickled value = TorchPickle.pickled(in);
    Map<String, ByteBuffer> storages = new HashMap<>();
    if (!(TorchPickle.read(in) instanceof List<?> keys)) {
      throw new IOException("its pickle of storages is damaged");
    }
    for (Object key : keys) {
      Storage storage = key instanceof String name ? value.storages().get(name) : null;
      if (storage == null) {
        throw new IOException("it has a storage that no tensor lies in");
      }
      storages.put(storage.key(), next(in, storage));
    }
    return new TorchStream(value.value(), storages);
  }

  /** The bytes of the storage that the file goes on with. */
  private static ByteBuffer next(ByteBuffer in, Storage storage) throws IOException {
    int size = SIZES.getOrDefault(storage.type(), 0);
    Require.inFile(size > 0, "it has a %s, which no set of tensors needs", storage.type());
    Require.inFile(in.remaining() >= Long.BYTES, "its storages end early");
    long count = in.getLong();
    Require.inFile(
        count == storage.values(),
        "its storage %s must have %d values, but has %d",
        storage.key(),
        storage.values(),
        count);
    Require.inFile(count >= 0 && count <= in.remaining() / size, "its storages end early");
    int length = (int) count * size;
    ByteBuffer bytes = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return bytes;
  }

  @Override
  public ByteBuffer bytes(Storage storage) throws IOException {
    ByteBuffer bytes = storages.get(storage.key());
    if (bytes == null) {
      throw new IOException("it has no storage " + Shown.of(storage.key()));
    }
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
