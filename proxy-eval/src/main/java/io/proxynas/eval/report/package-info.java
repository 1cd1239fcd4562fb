/** Last in the flow: the evidence in, {@code report.json} and the text on the terminal out. */
@NullMarked
package io.proxynas.eval.report;

import org.jspecify.annotations.NullMarked;
