/**
 * The cells of NAS-Bench-201 (Dong and Yang, ICLR 2020): strings in, networks and their canonical
 * forms out.
 */
@NullMarked
package io.proxynas.nas.space.nasbench201;

import org.jspecify.annotations.NullMarked;
