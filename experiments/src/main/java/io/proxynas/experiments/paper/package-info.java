/**
 * The tables and figures of the papers, one class each; {@link Experiments} lists them. Some have
 * trials of their own: {@code StudyTrial}, whose report becomes {@code StudyRows}, for the
 * architecture search, and {@code MapTrial}, which shares a {@code WholeData} network, for the
 * distribution of features.
 */
@NullMarked
package io.proxynas.experiments.paper;

import org.jspecify.annotations.NullMarked;
