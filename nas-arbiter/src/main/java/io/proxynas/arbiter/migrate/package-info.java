/**
 * Before Arbiter reads them: configurations that an older DL4J wrote, which {@link Beta7} brings up
 * to date as text.
 */
@NullMarked
package io.proxynas.arbiter.migrate;

import org.jspecify.annotations.NullMarked;
