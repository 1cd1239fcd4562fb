package io.proxynas.condense.course;

import io.proxynas.train.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where {@link Shared} work on some images is kept.
 *
 * @param folder of the files
 * @param images the fingerprint of the real images
 * @param anew whether work is done even if its result is there
 * @param warnings receives a sentence for each result that is damaged or could not be kept
 */
public record SharedFolder(Path folder, String images, boolean anew, Consumer<String> warnings) {

  /** The file of a result. */
  CheckpointFile file(Shared work) {
    byte[] name = (images + "\n" + work.id()).getBytes(StandardCharsets.UTF_8);
    String hash = Sha256.of(out -> out.write(name));
    CheckpointFile file =
        new CheckpointFile(
            folder.resolve(hash + ".shared"), hash, "work that several sets share", warnings);
    if (anew) {
      file.delete();
    }
    return file;
  }
}
