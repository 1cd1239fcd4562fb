/** Hot paths one by one, by JMH. */
@NullMarked
package io.proxynas.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
