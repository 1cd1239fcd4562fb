/** After the report in the flow: what is known of a run, as one HTML page. */
@NullMarked
package io.proxynas.eval.page;

import org.jspecify.annotations.NullMarked;
