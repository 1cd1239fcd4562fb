/**
 * The cells of NAS-Bench-201 (Dong and Yang, ICLR 2020): strings in, networks and their canonical
 * forms out.
 *
 * <p>{@code CellParser} reads a string as a {@link Cell} of {@link CellOperation}s, and {@link
 * NasBench201} is the network around it. {@code UniqueCells} finds the cell that stands for all
 * those that are the same network, and {@link NasBench201Space} is all of them.
 */
@NullMarked
package io.proxynas.nas.space.nasbench201;

import org.jspecify.annotations.NullMarked;
