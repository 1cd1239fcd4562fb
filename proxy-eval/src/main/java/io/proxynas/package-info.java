/**
 * The front door for programs: {@link io.proxynas.ProxyNas} condenses, searches, validates and
 * reports in a few lines. Everything that it does is done by the packages below, and nothing there
 * knows of it.
 *
 * <pre>{@code
 * RunResult result =
 *     ProxyNas.on(images) // a folder with train/<class>/*.png and test/<class>/*.png
 *         .imageSize(16)
 *         .proxy("dm-ipc10") // candidates are trained on 10 condensed images of each class
 *         .space(new ConvNetSpace(List.of(1, 2), List.of(8, 16)))
 *         .candidates(30)
 *         .validate(12) // so many of them are trained on the real images too
 *         .search(run); // the folder of everything that is found
 * System.out.println(result.ranking().trained().get(0).architecture().id());
 * System.out.println(result.verdict()); // whether the real images agree with this ranking
 * ComputationGraph network = result.bestNetwork(); // of DL4J, trained on the real images
 * }</pre>
 */
@NullMarked
package io.proxynas;

import org.jspecify.annotations.NullMarked;
