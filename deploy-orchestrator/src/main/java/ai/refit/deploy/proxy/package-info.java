/** Leads traffic to one port of a service, or holds it for the time of a restart. */
@NullMarked
package ai.refit.deploy.proxy;

import org.jspecify.annotations.NullMarked;
