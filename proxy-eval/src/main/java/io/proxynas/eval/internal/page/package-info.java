/**
 * After the report in the flow: what is known of a run, as one HTML page.
 *
 * <p>{@link HtmlPage} fills the template with its style, its scripts, Apache ECharts and the {@link
 * PageData} of run records. Text reaches the page as JSON alone, and the scripts put it into text
 * nodes. {@link DocumentPage} is a page of text, tables and pictures in the same look, without
 * scripts.
 */
@NullMarked
package io.proxynas.eval.internal.page;

import org.jspecify.annotations.NullMarked;
