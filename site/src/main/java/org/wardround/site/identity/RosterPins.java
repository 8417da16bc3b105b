package org.wardround.site.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.PrivateFile;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.RosterChanges;
import org.wardround.core.trust.RosterRules;
import org.wardround.core.trust.SignedRoster;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.roster.RosterFile;

/**
 * The rosters of a site, in the folder {@code rosters}: all that came and follow from each other, and the number of the one that a person here has accepted, with its
 * SHA-256, in the file {@code pinned}. Later ones wait: runs that are under way go on by the pinned one, and new ones wait too. Another process may accept meanwhile;
 * each call looks. Thread-safe.
 */
public final class RosterPins {
    private static final String PINNED = "pinned";
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,6}) ([0-9a-f]{64})\n");
    private static final int LONGEST_ROSTER = 1024 * 1024;

    private final Path folder;
    private List<SignedRoster> rosters = List.of();
    private String text = "";
    private int pinned;

    private RosterPins(Path folder) {
        this.folder = folder;
    }

    /**
     * Rosters that wait for the site's yes.
     *
     * @param newest of them
     * @param changes one line for each, against the pinned one
     */
    public record Waiting(SignedRoster newest, List<String> changes) {
        public Waiting {
            changes = List.copyOf(changes);
        }
    }

    /** Begins with all of {@code rosters} accepted. They are on disk on return. */
    static RosterPins begin(Path folder, List<SignedRoster> rosters) throws IOException {
        PrivateFile.createFolder(folder);
        RosterPins pins = new RosterPins(folder);
        pins.offer(rosters).ifPresent(refusal -> {
            throw new FederationException(refusal.code(), refusal.message());
        });
        pins.pin(rosters.get(rosters.size() - 1));
        return open(folder);
    }

    /**
     * What a folder holds.
     *
     * @throws IOException where a file is missing or was changed
     */
    static RosterPins open(Path folder) throws IOException {
        RosterPins pins = new RosterPins(folder);
        pins.look();
        return pins;
    }

    /** The roster that this site has agreed to. */
    public synchronized SignedRoster pinned() throws IOException {
        look();
        return rosters.get(pinned - 1);
    }

    /** A roster that this site has agreed to, now or earlier; empty where it has not agreed to such a one. */
    public synchronized Optional<SignedRoster> agreed(Sha256 hash) throws IOException {
        look();
        return rosters.stream()
                .limit(pinned)
                .filter(roster -> roster.hash().equals(hash))
                .findFirst();
    }

    /** What waits for the site's yes; empty where nothing does. While something waits, no new run may begin here. */
    public synchronized Optional<Waiting> waiting() throws IOException {
        look();
        if (rosters.size() == pinned) {
            return Optional.empty();
        }
        SignedRoster newest = newestSeen();
        return Optional.of(new Waiting(
                newest, RosterChanges.between(rosters.get(pinned - 1).roster(), newest.roster())));
    }

    /** The number of the newest roster here, accepted or not: what to call Roster with. */
    public synchronized int held() throws IOException {
        look();
        return rosters.size();
    }

    private SignedRoster newestSeen() {
        return rosters.get(rosters.size() - 1);
    }

    /**
     * Keeps rosters that a coordinator sent, in order, as far as each follows from the one before it. None is accepted by that.
     *
     * @return why the first that does not follow does not; it and those after it are not kept
     */
    public synchronized Optional<Refusal> offer(List<SignedRoster> offered) throws IOException {
        for (SignedRoster roster : offered) {
            Optional<Refusal> refusal =
                    rosters.isEmpty() ? RosterRules.ofFirst(roster) : RosterRules.ofNext(newestSeen(), roster);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (roster.roster().number() > rosters.size()) {
                keep(roster);
            }
        }
        return Optional.empty();
    }

    // The signatures first: a roster counts as kept by its own file.
    private void keep(SignedRoster roster) throws IOException {
        int number = roster.roster().number();
        SiteFiles.writeText(
                RosterFile.signatures(folder, number), roster.signatures().text());
        PrivateFile.replace(RosterFile.roster(folder, number), roster.bytes());
        List<SignedRoster> more = new ArrayList<>(rosters);
        more.add(roster);
        rosters = List.copyOf(more);
    }

    /**
     * The site's yes to a roster and all before it.
     *
     * @param number above the pinned one's
     * @throws FederationException ROSTER_MISSING where there is none of that number, ROSTER_ROLLED_BACK where it is older than the pinned one
     */
    public synchronized void accept(int number) throws IOException {
        look();
        if (number > rosters.size()) {
            throw new FederationException(
                    ErrorCode.ROSTER_MISSING,
                    "there is no roster %d here; the newest is %d".formatted(number, rosters.size()));
        }
        if (number < pinned) {
            throw new FederationException(
                    ErrorCode.ROSTER_ROLLED_BACK,
                    "roster %d is older than roster %d, which this site has accepted".formatted(number, pinned));
        }
        pin(rosters.get(number - 1));
    }

    private void pin(SignedRoster roster) throws IOException {
        SiteFiles.writeText(
                folder.resolve(PINNED), "%d %s\n".formatted(roster.roster().number(), roster.hash()));
    }

    // Rosters that are here never change, so only what is new is read.
    private void look() throws IOException {
        Path file = folder.resolve(PINNED);
        String found = SiteFiles.readText(file);
        readNew();
        if (found.equals(text)) {
            return;
        }
        Matcher parts = TEXT.matcher(found);
        if (!parts.matches()
                || Integer.parseInt(parts.group(1)) > rosters.size()
                || !hash(Integer.parseInt(parts.group(1))).hex().equals(parts.group(2))) {
            throw new IOException(
                    "%s: does not fit the rosters beside it; restore the folder from a backup".formatted(file));
        }
        pinned = Integer.parseInt(parts.group(1));
        text = found;
    }

    private Sha256 hash(int number) {
        return rosters.get(number - 1).hash();
    }

    private void readNew() throws IOException {
        while (Files.exists(RosterFile.roster(folder, rosters.size() + 1))) {
            SignedRoster next = read(rosters.size() + 1);
            Optional<Refusal> refusal =
                    rosters.isEmpty() ? RosterRules.ofFirst(next) : RosterRules.ofNext(newestSeen(), next);
            if (refusal.isPresent()) {
                throw new IOException("%s: %s; restore the folder from a backup".formatted(folder, refusal.get()));
            }
            List<SignedRoster> more = new ArrayList<>(rosters);
            more.add(next);
            rosters = List.copyOf(more);
        }
    }

    private SignedRoster read(int number) throws IOException {
        Path file = RosterFile.roster(folder, number);
        try {
            return RosterFile.read(
                    file,
                    PrivateFile.read(file, LONGEST_ROSTER),
                    PrivateFile.read(RosterFile.signatures(folder, number), LONGEST_ROSTER));
        } catch (ProblemsException e) {
            throw new IOException("%s; restore the folder from a backup".formatted(e.getMessage()), e);
        }
    }
}
