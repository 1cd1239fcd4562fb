/** Candidate networks of Arbiter in either form of DL4J: built, trained and evaluated. */
@NullMarked
package io.proxynas.arbiter.network;

import org.jspecify.annotations.NullMarked;
