package io.proxynas.model.onnx;

import io.proxynas.engine.Worded;

/** What an ONNX model takes as its images (N, C, H, W). */
public enum OnnxInput implements Worded {
  /** float32 on the scale of the training images, which is [0, 1] for images of bytes. */
  FLOATS,
  /** uint8 in [0, 255]. */
  BYTES
}
