package io.proxynas.train.internal.folder;

import io.proxynas.engine.Worded;

/** What an image file is for. */
enum Part implements Worded {
  /** To train networks on. */
  TRAIN,
  /** To choose networks by. */
  VAL,
  /** To tell the accuracy of what was chosen. */
  TEST
}
