/**
 * Runs existing Arbiter searches on proxy sets: a configuration in, the same one on a proxy set
 * out, and evidence afterwards.
 *
 * <p>{@link ArbiterProxy}, or an {@link ArbiterProxyBuilder} with other settings, asks {@code
 * Requirements} whether the search can run so, and rewrites its configuration; an {@link EpochRule}
 * says how long candidates then train. After the search, {@code FullDataValidation} trains a sample
 * of its candidates on the full data, which gives the {@link ProxyEvidence}.
 */
@NullMarked
package io.proxynas.arbiter;

import org.jspecify.annotations.NullMarked;
