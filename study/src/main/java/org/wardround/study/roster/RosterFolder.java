package org.wardround.study.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.RosterRules;
import org.wardround.core.trust.SignedRoster;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** A federation's folder: all its rosters from the first on, read and held against each other. The newest may still lack signatures. Immutable. */
public final class RosterFolder {
    private static final Pattern NAME = Pattern.compile("roster-([1-9][0-9]{0,6})\\.json");

    private final Path path;
    private final List<SignedRoster> rosters;
    private final int holding;
    private final Optional<Refusal> refusal;

    private RosterFolder(Path path, List<SignedRoster> rosters) {
        this.path = path;
        this.rosters = List.copyOf(rosters);
        Optional<Refusal> found = Optional.empty();
        int held = 0;
        while (held < rosters.size() && found.isEmpty()) {
            found = held == 0
                    ? RosterRules.ofFirst(rosters.get(0))
                    : RosterRules.ofNext(rosters.get(held - 1), rosters.get(held));
            held += found.isEmpty() ? 1 : 0;
        }
        this.holding = held;
        this.refusal = found;
    }

    /**
     * Reads all rosters of a folder.
     *
     * @throws ProblemsException where there is none, one is missing in between, or one can't be read
     */
    public static RosterFolder read(Path folder) {
        SortedSet<Integer> numbers = numbers(folder);
        if (numbers.isEmpty()) {
            throw refused(
                    folder,
                    "there is no roster-1.json here; name the federation's folder, or make one with wardround federation init");
        }
        List<SignedRoster> rosters = new ArrayList<>();
        for (int number = 1; number <= numbers.last(); number++) {
            if (!numbers.contains(number)) {
                throw refused(
                        folder,
                        "roster-%d.json is missing; get it from an administrator, since each roster rests on the one before it"
                                .formatted(number));
            }
            rosters.add(RosterFile.read(folder, number));
        }
        return new RosterFolder(folder, rosters);
    }

    private static SortedSet<Integer> numbers(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw refused(folder, "there is no such folder; check the path");
        }
        try (Stream<Path> files = Files.list(folder)) {
            SortedSet<Integer> numbers = new TreeSet<>();
            files.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .forEach(name -> numbers.add(Integer.parseInt(name.group(1))));
            return Collections.unmodifiableSortedSet(numbers);
        } catch (IOException e) {
            throw refused(folder, "the folder can't be read: " + e.getMessage());
        }
    }

    private static ProblemsException refused(Path folder, String message) {
        return new ProblemsException(List.of(Problem.error(folder, message)));
    }

    public Path path() {
        return path;
    }

    /** The roster with the highest number, whether it holds or not. */
    public SignedRoster newest() {
        return rosters.get(rosters.size() - 1);
    }

    /** The newest roster that holds; empty where not even the first does. */
    public Optional<SignedRoster> holding() {
        return holding == 0 ? Optional.empty() : Optional.of(rosters.get(holding - 1));
    }

    /** All rosters that hold, from number 1 on. */
    public List<SignedRoster> allHolding() {
        return rosters.subList(0, holding);
    }

    /** The roster before the newest; empty where there is one only. */
    public Optional<SignedRoster> beforeNewest() {
        return rosters.size() == 1 ? Optional.empty() : Optional.of(rosters.get(rosters.size() - 2));
    }

    /** Why the first roster that does not hold does not; empty where all do. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /** Whether nothing is wrong but that the newest roster is not finished: it lacks signatures, or administrators to sign the one after it. */
    public boolean isNewestDraft() {
        return holding == rosters.size() - 1
                && refusal.filter(found -> found.code() == ErrorCode.ROSTER_UNDERSIGNED
                                || found.code() == ErrorCode.ROSTER_INVALID)
                        .isPresent();
    }
}
