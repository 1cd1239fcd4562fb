/**
 * From the user's own data to what Arbiter trains and ranks on: images read, split and condensed.
 *
 * <p>{@link ProxyData} takes the images of the user's iterator, splits them and has a proxy set
 * made of them, by a {@link ProxyRecipe}. Arbiter gets them from {@link ProxyDataSource}, whose
 * properties hold the whole recipe so that a configuration goes through JSON, or from a {@link
 * ProxyDataProvider}; an {@link ImageIterator} gives every batch as a copy. {@link Runs} keeps the
 * outcomes of the latest search, for its validation.
 */
@NullMarked
package io.proxynas.arbiter.data;

import org.jspecify.annotations.NullMarked;
