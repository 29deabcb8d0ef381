/** The services that may be deployed, as {@code services.yml} describes them: read, checked, and nothing else. */
@NullMarked
package ai.refit.deploy.catalog;

import org.jspecify.annotations.NullMarked;
