/** The last step of the flow: from sets and rankings to the tables of the papers. */
@NullMarked
package io.proxynas.experiments;

import org.jspecify.annotations.NullMarked;
