package ai.refit.embedding.index;

import ai.refit.contracts.vocabulary.Title;
import ai.refit.embedding.index.Sought.SoughtTitle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Turns what is sought into queries on one state of the index. All scores are shares of what could be reached at best. */
final class CandidateSearch {

    /** Of a longer text only the rarest terms are looked up, so that a query stays cheap. */
    private static final int MOST_TERMS = 32;

    /** What is left of a shared occupation in a title with unknown words. */
    private static final double UNSURE = 0.5;

    private final IndexSearcher searcher;
    private final Sought sought;
    private final FusionWeights weights;
    private final double best;
    private @Nullable Query words;

    CandidateSearch(IndexSearcher searcher, Sought sought, FusionWeights weights) {
        this.searcher = searcher;
        this.sought = sought;
        this.weights = weights;
        this.best = sought.terms().keySet().stream().mapToDouble(weights::of).sum()
                + (sought.titles().isEmpty() ? 0 : weights.job())
                + (sought.skills().isEmpty() ? 0 : weights.skill());
    }

    /** All lexical features, each normalised and weighted; scores add up to at most {@link #best()}. */
    Query words() throws IOException {
        Query known = words;
        if (known == null) {
            known = words(Feature.values());
            words = known;
        }
        return known;
    }

    /** Whether something about the jobs matches. */
    Query jobWords() throws IOException {
        return words(Feature.JOB_SYLLABLES);
    }

    /** The highest score that {@link #words} and shared jobs and skills can give this request. */
    double best() {
        return best;
    }

    /** Mentors who share a job that is sought, as {@link Title#sharedBy} has it. */
    Query sharesJob() {
        return shared(true);
    }

    /** How much of a job is shared, as a part of the score; an occupation within an unknown title counts half. */
    Query sharedJob() {
        return shared(false);
    }

    private Query shared(boolean really) {
        List<Query> shared = new ArrayList<>();
        for (SoughtTitle sought : sought.titles()) {
            Title title = sought.title();
            shared.add(constant(new TermQuery(job(MentorDocument.titleKey(title))), Title.EQUAL));
            var narrower = new BooleanQuery.Builder();
            title.parts().forEach(part -> narrower.add(new TermQuery(job(part)), Occur.MUST));
            shared.add(constant(narrower.build(), Title.NARROWER));
            Set<String> occupations = title.occupations();
            if (!occupations.isEmpty() && (title.isUnderstood() || !really)) {
                shared.add(constant(
                        anyOf(MentorDocument.JOB, occupations),
                        Title.SAME_OCCUPATION * (title.isUnderstood() ? 1 : UNSURE)));
            }
        }
        return shared.isEmpty()
                ? new MatchNoDocsQuery("no job is sought")
                : new BoostQuery(new DisjunctionMaxQuery(shared, 0), positive(weights.job()));
    }

    /** Mentors who have a sought skill, scored by the share of the sought skills that they have. */
    Query sharedSkill() {
        Set<String> keys = new LinkedHashSet<>();
        sought.skills().forEach(skill -> keys.add(skill.key()));
        return shares(keys, weights.skill());
    }

    /** Mentors who have a skill related to a sought one. */
    Query relatedSkill() {
        return shares(sought.relatedSkills(), weights.relatedSkill());
    }

    private Query shares(Set<String> skills, double weight) {
        if (skills.isEmpty()) {
            return new MatchNoDocsQuery("no such skill is sought");
        }
        var any = new BooleanQuery.Builder();
        for (String skill : skills) {
            any.add(
                    constant(new TermQuery(new Term(MentorDocument.SKILL, skill)), weight / skills.size()),
                    Occur.SHOULD);
        }
        return any.build();
    }

    private Query words(Feature... features) throws IOException {
        var words = new BooleanQuery.Builder();
        for (Feature feature : features) {
            Map<String, Integer> said = sought.terms().getOrDefault(feature, Map.of());
            double weight = weights.of(feature);
            if (said.isEmpty() || weight == 0) {
                continue;
            }
            CollectionStatistics field = searcher.collectionStatistics(feature.field());
            if (field != null) {
                add(words, feature, said, weight, field.docCount());
            }
        }
        return words.build();
    }

    private void add(
            BooleanQuery.Builder words, Feature feature, Map<String, Integer> said, double weight, long documents)
            throws IOException {
        List<Said> terms = new ArrayList<>(said.size());
        for (Map.Entry<String, Integer> entry : said.entrySet()) {
            var term = new Term(feature.field(), entry.getKey());
            TermStates states = TermStates.build(searcher, term, true);
            double rarity = Math.log(1 + (documents - states.docFreq() + 0.5) / (states.docFreq() + 0.5));
            terms.add(new Said(term, states, rarity * entry.getValue(), entry.getValue()));
        }
        if (terms.size() > MOST_TERMS) {
            terms.sort(Comparator.comparingDouble(Said::reach).reversed().thenComparing(Said::term));
            terms.subList(MOST_TERMS, terms.size()).clear();
        }
        double reach = terms.stream().mapToDouble(Said::reach).sum();
        for (Said term : terms) {
            if (term.states().docFreq() > 0) {
                double boost = weight * term.times() / reach;
                words.add(new BoostQuery(new TermQuery(term.term(), term.states()), positive(boost)), Occur.SHOULD);
            }
        }
    }

    private static Query anyOf(String field, Set<String> terms) {
        var any = new BooleanQuery.Builder();
        terms.forEach(term -> any.add(new TermQuery(new Term(field, term)), Occur.SHOULD));
        return any.build();
    }

    private static Query constant(Query query, double score) {
        return new BoostQuery(new ConstantScoreQuery(query), positive(score));
    }

    private static Term job(String term) {
        return new Term(MentorDocument.JOB, term);
    }

    private static float positive(double boost) {
        return (float) Math.max(boost, 1e-6);
    }

    /** @param reach the highest score the term can give before normalising */
    private record Said(Term term, TermStates states, double reach, int times) {}
}
