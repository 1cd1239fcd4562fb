/** What the driver of NVIDIA's cards tells of them, beside what the back ends find. */
@NullMarked
package io.proxynas.engine.internal.driver;

import org.jspecify.annotations.NullMarked;
