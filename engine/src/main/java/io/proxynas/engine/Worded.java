package io.proxynas.engine;

import java.util.Locale;

/**
 * A constant of an enum that users and files name by a word: its own name in small letters, with
 * hyphens. So who renames such a constant changes options and files.
 */
public interface Worded {

  /** The constant's name, as in {@code EARLY_STOPPING}. */
  String name();

  /** The word for it, as in {@code early-stopping}. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
