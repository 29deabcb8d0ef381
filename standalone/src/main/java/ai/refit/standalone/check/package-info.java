/**
 * Holds the rows of the services and the messages between them against each other: whether what was accepted came to one end,
 * and everybody has the same one.
 */
@NullMarked
package ai.refit.standalone.check;

import org.jspecify.annotations.NullMarked;
