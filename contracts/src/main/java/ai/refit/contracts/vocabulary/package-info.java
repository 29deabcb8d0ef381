/**
 * What Korean and English words mean to all services: spelling folded, occupations, skills and parts of titles looked up in
 * tables that anyone can read and extend.
 */
@NullMarked
package ai.refit.contracts.vocabulary;

import org.jspecify.annotations.NullMarked;
