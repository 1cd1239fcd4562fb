package io.proxynas.condense.saved;

import io.proxynas.train.check.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A file of PyTorch 1.6 and later: a zip file with a pickle, and a file for each storage.
 *
 * @param zip open
 * @param folder in it
 */
record TorchZip(ZipFile zip, String folder, Object value) implements TorchContent {

  private static final String PICKLE = "/data.pkl";

  /** Whether a zip file is one of these by its content. */
  static boolean is(ZipFile zip) {
    return folder(zip).isPresent();
  }

  private static Optional<String> folder(ZipFile zip) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(PICKLE))
        .map(name -> name.substring(0, name.length() - PICKLE.length()))
        .findFirst();
  }

  /**
   * Reads the value.
   *
   * @throws IOException with a phrase if it is damaged, or of another byte order
   */
  static TorchZip read(ZipFile zip) throws IOException {
    String folder = folder(zip).orElseThrow();
    requireLittleEndian(zip, folder + "/byteorder");
    return new TorchZip(zip, folder, TorchPickle.read(ZipContent.read(zip, folder + PICKLE)));
  }

  private static void requireLittleEndian(ZipFile zip, String entry) throws IOException {
    if (zip.getEntry(entry) != null) { // older versions do not say; they were little-endian only
      String order =
          StandardCharsets.US_ASCII.decode(ZipContent.read(zip, entry)).toString().strip();
      Require.inFile(order.equals("little"), "its byte order must be little, but is %s", order);
    }
  }

  @Override
  public ByteBuffer bytes(TorchPickle.Storage storage) throws IOException {
    return ZipContent.read(zip, folder + "/data/" + storage.key());
  }
}
