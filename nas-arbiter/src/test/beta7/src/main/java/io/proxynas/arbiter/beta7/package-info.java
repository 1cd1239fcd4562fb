/**
 * Writes the configurations that the tests of {@code io.proxynas.arbiter.migrate} read, by DL4J
 * 1.0.0-beta7 itself. It has to be a project of its own, for only one DL4J fits on a class path.
 */
package io.proxynas.arbiter.beta7;
