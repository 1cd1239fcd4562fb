/**
 * A proxy set as a value: its name, what it depends on, the file and the store that keep it, and
 * its picture.
 *
 * <p>A {@link ProxySpec} is a name or a path as the user says it, and a {@link Method} one of the
 * published ways to make a set; with its settings it is a {@link Condenser}. The {@link ProxyKey}
 * has everything that the pixels depend on, and its hash is the name under which {@link ProxyStore}
 * keeps the {@link ProxySet}, with its {@link Provenance}, in a {@link ProxyFile}. {@code
 * ShippedSets} come with the program. {@link ContactSheet} draws a set, and its {@link SheetLayout}
 * tells where each image is.
 */
@NullMarked
package io.proxynas.condense.set;

import org.jspecify.annotations.NullMarked;
