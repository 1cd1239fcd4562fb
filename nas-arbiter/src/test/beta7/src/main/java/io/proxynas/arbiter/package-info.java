/** What the configurations of the tests name: the same names as in the tests of nas-arbiter. */
package io.proxynas.arbiter;
