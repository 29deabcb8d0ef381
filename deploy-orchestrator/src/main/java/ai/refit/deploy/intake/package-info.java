/**
 * Takes orders: CI's signed events over HTTP and Kafka, and what operators ask for. It checks who asks and what, records it,
 * and acknowledges; nothing here touches a host.
 */
@NullMarked
package ai.refit.deploy.intake;

import org.jspecify.annotations.NullMarked;
