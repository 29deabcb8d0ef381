/**
 * What Korean and English words mean to the search: spelling folded, occupations, skills and parts of titles looked up in
 * tables that anyone can read and extend.
 */
@NullMarked
package ai.refit.embedding.text;

import org.jspecify.annotations.NullMarked;
