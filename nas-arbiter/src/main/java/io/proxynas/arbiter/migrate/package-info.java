/** Configurations that an older DL4J wrote. */
@NullMarked
package io.proxynas.arbiter.migrate;

import org.jspecify.annotations.NullMarked;
