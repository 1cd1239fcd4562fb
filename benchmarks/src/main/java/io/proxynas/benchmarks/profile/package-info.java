/**
 * Where a candidate's second goes, as the script {@code benchmarks/profile} asks for it. A {@code
 * TimedProvider} puts a {@code TimedBackend} between the engine and its back end, and {@code
 * TimedPixels} lie before the images; each tells the {@code Timeline} of its thread when it is
 * called and when it is done, which adds up the times between by {@link
 * io.proxynas.benchmarks.profile.Phase}. So what is measured are the search's own classes.
 */
@NullMarked
package io.proxynas.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
