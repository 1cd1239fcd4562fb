package io.proxynas.condense.course;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What can be kept in a file and taken up from there by another object of the same settings. */
interface Saved {

  /** Writes all that is needed to go on, beside settings, images and seeds. */
  void save(DataOutput out) throws IOException;

  /** Reads what {@link #save} wrote. */
  void restore(DataInput in) throws IOException;
}
