/** The operator's commands: {@code refit deploy}, {@code restore}, {@code status} and the others, spoken over HTTP. */
@NullMarked
package ai.refit.deploy.command;

import org.jspecify.annotations.NullMarked;
