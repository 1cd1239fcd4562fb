/**
 * What {@code nas-search doctor} finds: the machine, and each back end with its self-test and a
 * line of advice.
 */
@NullMarked
package io.proxynas.cli.doctor;

import org.jspecify.annotations.NullMarked;
