/** The routes that ask for reports: what they name is looked up, what they bring along is read, and the worker gets all of it. */
@NullMarked
package ai.refit.edge.reports;

import org.jspecify.annotations.NullMarked;
