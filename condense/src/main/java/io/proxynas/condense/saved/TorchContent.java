package io.proxynas.condense.saved;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What a file of PyTorch holds: a value, and the storages that its tensors lie in. */
interface TorchContent {

  /** The value, of the kinds of {@link TorchPickle}. */
  Object value();

  /**
   * The bytes of a storage, little-endian; perhaps of another length than the storage says.
   *
   * @throws IOException with a phrase if it is absent or damaged
   */
  ByteBuffer bytes(TorchPickle.Storage storage) throws IOException;
}
