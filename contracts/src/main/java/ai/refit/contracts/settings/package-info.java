/** What the environment variables shared by all services mean. */
@NullMarked
package ai.refit.contracts.settings;

import org.jspecify.annotations.NullMarked;
