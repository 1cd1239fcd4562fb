/** The same candidates under several proxies, beside their rivals and the full data. */
@NullMarked
package io.proxynas.eval.study;

import org.jspecify.annotations.NullMarked;
