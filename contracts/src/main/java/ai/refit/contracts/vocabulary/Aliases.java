package ai.refit.contracts.vocabulary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The alias tables: which Korean and English words mean the same occupation, skill or part of a title. Three files beside
 * this class: {@value #OCCUPATIONS}, {@value #SKILLS}, {@value #TITLE_PARTS}; files of the same names in a directory of
 * one's own extend them.
 */
public final class Aliases {

    static final String OCCUPATIONS = "occupations.tsv";
    static final String SKILLS = "skills.tsv";
    static final String TITLE_PARTS = "title-parts.tsv";
    private static final int REMEMBERED = 20_000;

    private final Map<String, Concept> occupations;
    private final Map<String, Concept> skills;
    private final Map<String, Concept> parts;
    private final Map<String, Concept> skillLabels;
    private final MentionFinder mentions;
    private final TitleComposer titles;
    /** The same titles come again and again; dropping all now and then is cheaper than keeping order. */
    private final Map<String, Title> composed = new ConcurrentHashMap<>();

    private Aliases(AliasTable occupations, AliasTable skills, AliasTable parts) {
        this.occupations = occupations.finish();
        this.skills = skills.finish();
        this.parts = parts.finish();
        this.skillLabels = new HashMap<>(skills.labels());
        var trie = new LabelTrie();
        occupations.labels().forEach(trie::put);
        parts.labels().forEach(trie::put);
        skills.labels().forEach(trie::put);
        this.mentions = new MentionFinder(trie);
        this.titles = new TitleComposer(trie, this.occupations.values(), this.parts.values());
    }

    /** The tables that ship. */
    public static Aliases shipped() {
        return load(null);
    }

    /**
     * The tables that ship, extended by those of a directory.
     *
     * @param directory with any of {@code occupations.tsv}, {@code skills.tsv} and {@code title-parts.tsv}; null for none
     * @throws IllegalArgumentException naming file and line when a table is wrong, or the directory does not exist
     */
    public static Aliases load(@Nullable Path directory) {
        if (directory != null && !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("aliases directory " + directory + " (expected: a directory)");
        }
        return new Aliases(
                table(OCCUPATIONS, AliasTable.CONCEPTS, ConceptKind.OCCUPATION, directory),
                table(SKILLS, AliasTable.CONCEPTS, ConceptKind.SKILL, directory),
                table(TITLE_PARTS, AliasTable.TITLE_PARTS, ConceptKind.DOMAIN, directory));
    }

    public Collection<Concept> occupations() {
        return List.copyOf(occupations.values());
    }

    public Collection<Concept> skills() {
        return List.copyOf(skills.values());
    }

    /** Levels, domains and roles. */
    public Collection<Concept> titleParts() {
        return List.copyOf(parts.values());
    }

    /** Takes a title apart; titles with equal {@link Title#key} are the same job. */
    public Title title(String job) {
        Title known = composed.get(job);
        if (known == null) {
            known = titles.compose(job);
            if (composed.size() >= REMEMBERED) {
                composed.clear();
            }
            composed.put(job, known);
        }
        return known;
    }

    /** A title made of mentions that stand side by side in a text. */
    public Title titleOf(Collection<Mention> named) {
        SortedSet<String> bag = new TreeSet<>();
        for (Mention mention : named) {
            if (mention.kind() != ConceptKind.LEVEL) {
                bag.add(mention.kind().term(mention.concept()));
            }
        }
        return titles.title(bag);
    }

    /**
     * What makes two entries of skill lists the same skill: the concept, or for a skill that no table knows its folded
     * spelling without blanks.
     */
    public String skillKey(String skill) {
        String squeezed = Letters.squeeze(FoldedText.fold(skill));
        Concept known = skillLabels.get(squeezed);
        return known == null ? "w:" + squeezed : ConceptKind.SKILL.term(known.id());
    }

    /** Concept id of an entry of a skill list, if the tables know it. */
    public Optional<String> skill(String label) {
        return Optional.ofNullable(skillLabels.get(Letters.squeeze(FoldedText.fold(label))))
                .map(Concept::id);
    }

    /** Keys, as {@link #skillKey} gives them, of skills related to the one with this key. */
    public Set<String> relatedSkills(String skillKey) {
        Concept known = skillKey.startsWith("s:") ? skills.get(skillKey.substring(2)) : null;
        if (known == null) {
            return Set.of();
        }
        var related = new TreeSet<String>();
        known.related().forEach(id -> related.add(ConceptKind.SKILL.term(id)));
        return related;
    }

    /** Concepts named in running text, in its order; a name with several meanings gives several mentions. */
    public List<Mention> mentions(String text) {
        return mentions.find(FoldedText.of(text));
    }

    private static AliasTable table(String file, List<String> header, ConceptKind kind, @Nullable Path directory) {
        var table = new AliasTable(header, kind);
        try (InputStream shipped = Aliases.class.getResourceAsStream(file)) {
            if (shipped == null) {
                throw new IllegalStateException("resource " + file + " is missing");
            }
            table.read(file, lines(shipped));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + file, e);
        }
        Path own = directory == null ? null : directory.resolve(file);
        if (own != null && Files.exists(own)) {
            try (InputStream extension = Files.newInputStream(own)) {
                table.read(own.toString(), lines(extension));
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException(own + ": not UTF-8", e);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + own, e);
            }
        }
        return table;
    }

    private static List<String> lines(InputStream stream) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        try (var reader = new BufferedReader(new InputStreamReader(stream, decoder))) {
            return reader.readAllLines();
        }
    }
}
