package org.wardround.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.federation.PublicKeys;
import org.wardround.cli.problem.CommandException;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.study.roster.RosterFolder;

/** The keys that a log is held against: those of a federation's rosters, or one that is named. Immutable. */
final class TrustedKeys {
    static final Argument<Path> FEDERATION = Argument.path(
            "--federation", "DIR", "the federation's folder: its rosters name the coordinator's and the sites' keys");
    static final Argument<String> COORDINATOR = Argument.text(
            "--coordinator", "FILE|KEY", "the coordinator's public key, where there are no rosters at hand");

    private final List<Roster> rosters;
    private final List<VerifyingKey> coordinators;

    private TrustedKeys(List<Roster> rosters, List<VerifyingKey> coordinators) {
        this.rosters = List.copyOf(rosters);
        this.coordinators = List.copyOf(coordinators);
    }

    static TrustedKeys of(Arguments arguments) throws IOException {
        List<Roster> rosters = new ArrayList<>();
        List<VerifyingKey> coordinators = new ArrayList<>();
        Optional<Path> folder = arguments.find(FEDERATION);
        if (folder.isPresent()) {
            RosterFolder.read(folder.get()).allHolding().stream()
                    .map(SignedRoster::roster)
                    .forEach(rosters::add);
            rosters.stream()
                    .flatMap(roster -> Stream.ofNullable(roster.coordinator()))
                    .forEach(coordinators::add);
        }
        Optional<String> named = arguments.find(COORDINATOR);
        if (named.isPresent()) {
            coordinators.add(PublicKeys.read(named.get()));
        }
        if (coordinators.isEmpty()) {
            throw new CommandException(
                    folder.isPresent()
                            ? "%s: no roster that holds names a coordinator; give --coordinator with its public key"
                                    .formatted(folder.get())
                            : "receipts can't be checked without the coordinator's key; give --federation or --coordinator");
        }
        return new TrustedKeys(rosters, coordinators.stream().distinct().toList());
    }

    List<VerifyingKey> coordinators() {
        return coordinators;
    }

    /** Those of the coordinator's keys that the newest roster revokes. */
    List<VerifyingKey> revoked() {
        return rosters.isEmpty()
                ? List.of()
                : coordinators.stream()
                        .filter(rosters.get(rosters.size() - 1)::isRevoked)
                        .toList();
    }

    /** Whether there are rosters that say whose key is whose. */
    boolean namesSites() {
        return !rosters.isEmpty();
    }

    /** The site that has, or had, this key; empty where no roster names it. */
    Optional<String> site(VerifyingKey key) {
        return rosters.stream()
                .flatMap(roster -> roster.sites().stream())
                .filter(site -> site.key().equals(key))
                .map(site -> site.id().words())
                .reduce((first, second) -> second);
    }
}
