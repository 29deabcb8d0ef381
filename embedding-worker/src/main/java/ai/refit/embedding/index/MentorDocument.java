package ai.refit.embedding.index;

import ai.refit.contracts.json.Json;
import ai.refit.contracts.mentor.MentorProfile;
import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.contracts.vocabulary.ConceptKind;
import ai.refit.contracts.vocabulary.Mention;
import ai.refit.contracts.vocabulary.Title;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/** A mentor as a document of the index. */
final class MentorDocument {

    /** User id as a term, and as a number to order by. */
    static final String ID = "id";

    static final String USER = "user";
    /** The profile as JSON, read for returned hits only. */
    static final String PROFILE = "profile";

    /** The vector's floats, as {@link SegmentMentors#bytes} has them. */
    static final String VECTOR = "vector";
    /** {@value #VERIFIED} and {@value #CLOSED} where they are so. */
    static final String FLAG = "flag";

    static final String VERIFIED = "verified";
    static final String CLOSED = "closed";
    /** What makes a job the same: {@link #titleKey} of each title and the terms of its signature. */
    static final String JOB = "job";
    /** What makes a skill the same: {@link Aliases#skillKey}. */
    static final String SKILL = "skill";

    static final String RESPONSE_RATE = "response_rate";
    static final String RATING = "rating";

    private static final FieldType WEIGHED = type(IndexOptions.DOCS_AND_FREQS, false);
    private static final FieldType PRESENT = type(IndexOptions.DOCS, true);

    private MentorDocument() {}

    static Document of(IndexedMentor mentor, Aliases aliases, Terms terms) {
        MentorProfile profile = mentor.profile();
        var document = new Document();
        document.add(new StringField(ID, Long.toString(profile.userId()), Field.Store.NO));
        document.add(new NumericDocValuesField(USER, profile.userId()));
        document.add(new BinaryDocValuesField(PROFILE, new BytesRef(Json.bytes(profile))));
        flags(document, profile);
        number(document, RESPONSE_RATE, profile.responseRate());
        number(document, RATING, profile.ratingAvg());
        if (!isZero(mentor.vector())) {
            document.add(new BinaryDocValuesField(VECTOR, SegmentMentors.bytes(mentor.vector())));
        }

        List<Title> titles = profile.jobs().stream().map(aliases::title).toList();
        List<String> skills = profile.skills().stream().map(aliases::skillKey).toList();
        String introduction = profile.introduction() == null ? "" : profile.introduction();
        present(document, JOB, jobTerms(titles));
        present(document, SKILL, new LinkedHashSet<>(skills));

        String jobs = String.join("\n", profile.jobs());
        String all = jobs + "\n" + String.join("\n", profile.skills()) + "\n" + introduction;
        weighed(document, Feature.JOB_SYLLABLES, terms.titleUnits(jobs));
        weighed(document, Feature.TEXT_PAIRS, terms.pairs(all));
        weighed(document, Feature.TEXT_WORDS, terms.words(all));
        weighed(document, Feature.CONCEPTS, concepts(titles, skills, aliases.mentions(introduction)));
        return document;
    }

    static String titleKey(Title title) {
        return "k:" + title.key();
    }

    private static Set<String> jobTerms(List<Title> titles) {
        Set<String> terms = new LinkedHashSet<>();
        for (Title title : titles) {
            if (!title.key().isEmpty()) {
                terms.add(titleKey(title));
                terms.addAll(title.signature());
            }
        }
        return terms;
    }

    private static List<String> concepts(List<Title> titles, List<String> skills, List<Mention> mentions) {
        List<String> concepts = new ArrayList<>();
        titles.forEach(title -> concepts.addAll(title.signature()));
        concepts.addAll(skills);
        for (Mention mention : mentions) {
            if (mention.kind() != ConceptKind.LEVEL) {
                concepts.add(mention.term());
            }
        }
        concepts.removeIf(term -> term.startsWith("w:"));
        return concepts;
    }

    private static void flags(Document document, MentorProfile profile) {
        if (Boolean.TRUE.equals(profile.verified())) {
            document.add(new StringField(FLAG, VERIFIED, Field.Store.NO));
        }
        if (!profile.takesRequests()) {
            document.add(new StringField(FLAG, CLOSED, Field.Store.NO));
        }
    }

    private static void number(Document document, String field, @Nullable Double value) {
        if (value != null) {
            document.add(new NumericDocValuesField(field, NumericUtils.doubleToSortableLong(value)));
        }
    }

    private static void present(Document document, String field, Set<String> terms) {
        if (!terms.isEmpty()) {
            document.add(new Field(field, new TermStream(List.copyOf(terms)), PRESENT));
        }
    }

    private static void weighed(Document document, Feature feature, List<String> terms) {
        if (!terms.isEmpty()) {
            document.add(new Field(feature.field(), new TermStream(terms), WEIGHED));
        }
    }

    /** So it is when the embedder knew no word of the text. */
    static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static FieldType type(IndexOptions options, boolean omitNorms) {
        var type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(options);
        type.setOmitNorms(omitNorms);
        type.freeze();
        return type;
    }
}
