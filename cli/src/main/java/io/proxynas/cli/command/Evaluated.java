package io.proxynas.cli.command;

/**
 * What a saved network was evaluated on.
 *
 * @param images which, in words, such as {@code the 15 test images of photos}
 * @param name of the data set or folder
 * @param failed how many could not be read
 */
record Evaluated(String images, String name, int failed) {}
