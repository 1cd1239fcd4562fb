package io.proxynas.model;

import io.proxynas.engine.Worded;

/** The scale of the images that a model takes, before it standardises them. */
public enum PixelScale implements Worded {
  /** Bytes divided by 255, so that values are in [0, 1]. */
  UNIT("byte / 255"),
  /** That of the program which gave the images. */
  GIVEN("as given");

  private final String word;

  PixelScale(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
