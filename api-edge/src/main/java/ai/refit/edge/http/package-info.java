/** How requests are read and problems are answered: validated fields, preferences, digests, RFC 9457 problems, envelopes. */
@NullMarked
package ai.refit.edge.http;

import org.jspecify.annotations.NullMarked;
