package io.proxynas.train.file;

import java.time.Clock;
import java.util.Map;

/**
 * Where and when the program runs, for the provenance of what it makes.
 *
 * @param versions of the program and its libraries, by name
 * @param machine in words
 * @param workers threads that make a set
 * @param clock for the time of creation
 */
public record Host(Map<String, String> versions, String machine, int workers, Clock clock) {}
