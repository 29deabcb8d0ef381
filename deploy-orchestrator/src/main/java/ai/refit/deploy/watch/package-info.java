/** What can be seen of deployments and services: their timelines, the live log, backups, and what runs against what should. */
@NullMarked
package ai.refit.deploy.watch;

import org.jspecify.annotations.NullMarked;
