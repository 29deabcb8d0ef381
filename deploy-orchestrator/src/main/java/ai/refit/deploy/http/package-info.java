/** HTTP calls that end: with an answer of bounded size, or with the reason why there is none. */
@NullMarked
package ai.refit.deploy.http;

import org.jspecify.annotations.NullMarked;
