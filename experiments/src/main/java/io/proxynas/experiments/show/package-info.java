/** Shows the rows of an experiment: tables in Markdown, pictures, and published figures beside. */
@NullMarked
package io.proxynas.experiments.show;

import org.jspecify.annotations.NullMarked;
