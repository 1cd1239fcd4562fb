/**
 * The front door for programs: {@link io.proxynas.ProxyNas} condenses, searches, validates and
 * reports in a few lines. Everything that it does is done by the packages below, and nothing there
 * knows of it.
 *
 * <pre>{@code
 * RunResult result =
 *     ProxyNas.on(images) // a folder with train/<class>/*.png and test/<class>/*.png
 *         .imageSize(16)
 *         .proxy("dm-ipc10") // 10 condensed images a class
 *         .space(new ConvNetSpace(List.of(1, 2), List.of(8, 16)))
 *         .candidates(30)
 *         .validate(12) // trained on the real images too
 *         .search(run); // a folder
 * System.out.println(result.ranking().trained().get(0).architecture().id());
 * System.out.println(result.verdict()); // may it be trusted?
 * ComputationGraph network = result.bestNetwork(); // of DL4J
 * }</pre>
 */
@NullMarked
package io.proxynas;

import org.jspecify.annotations.NullMarked;
