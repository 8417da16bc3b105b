package org.wardround.core.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wardround.core.error.ErrorCode;

/**
 * Which roster holds. Roster 1 holds with the signatures of as many administrators as it says, of those that it names itself; every later one with
 * those of administrators of the roster before it, whose exact bytes it names. One signature that does not fit, or that is of anybody else, spoils
 * the whole. So nobody outside gains a say by any number of files, and no roster can be taken back. Stateless.
 */
public final class RosterRules {
    private RosterRules() {}

    /** Why {@code offered} can't be the first roster to be trusted; empty where it can. Nothing but the people who compare fingerprints says that it is the right federation's. */
    public static Optional<Refusal> ofFirst(SignedRoster offered) {
        if (offered.roster().number() != 1) {
            return refuse(
                    ErrorCode.ROSTER_MISSING,
                    "this is roster %d, and trust starts with roster 1: get all rosters from it on"
                            .formatted(offered.roster().number()));
        }
        return incomplete(offered.roster()).or(() -> unsigned(offered, offered.roster()));
    }

    /** Why {@code offered} can't take the place of {@code held}, which is trusted; empty where it can, and where it is the same. */
    public static Optional<Refusal> ofNext(SignedRoster held, SignedRoster offered) {
        Roster old = held.roster();
        Roster fresh = offered.roster();
        if (!fresh.federation().equals(old.federation())) {
            return refuse(
                    ErrorCode.ROSTER_FOREIGN,
                    "this roster is of the federation '%s', not of '%s'"
                            .formatted(fresh.federation(), old.federation()));
        }
        if (fresh.number() < old.number()) {
            return refuse(
                    ErrorCode.ROSTER_ROLLED_BACK,
                    "roster %d is older than roster %d, which holds; ask an administrator who offered it"
                            .formatted(fresh.number(), old.number()));
        }
        if (fresh.number() == old.number()) {
            return offered.hash().equals(held.hash())
                    ? Optional.empty()
                    : refuse(
                            ErrorCode.ROSTER_FORKED,
                            "there are two different rosters %d; ask the administrators on the phone which is theirs"
                                    .formatted(old.number()));
        }
        if (fresh.number() > old.number() + 1) {
            return refuse(
                    ErrorCode.ROSTER_MISSING,
                    "roster %d can't follow roster %d: get those in between first"
                            .formatted(fresh.number(), old.number()));
        }
        if (!held.hash().equals(fresh.previous())) {
            return refuse(
                    ErrorCode.ROSTER_UNLINKED,
                    "roster %d follows another roster %d than the one that holds; ask the administrators on the phone which is theirs"
                            .formatted(fresh.number(), old.number()));
        }
        return unrevoked(old, fresh).or(() -> incomplete(fresh)).or(() -> unsigned(offered, old));
    }

    /** Why the rosters of {@code chain}, the first of which is number 1, do not follow each other; empty where they do. */
    public static Optional<Refusal> ofChain(List<SignedRoster> chain) {
        if (chain.isEmpty()) {
            return refuse(ErrorCode.ROSTER_MISSING, "there is no roster");
        }
        Optional<Refusal> refusal = ofFirst(chain.get(0));
        for (int i = 1; i < chain.size() && refusal.isEmpty(); i++) {
            refusal = ofNext(chain.get(i - 1), chain.get(i));
        }
        return refusal;
    }

    /** Why nobody could go on after this roster, whoever signs it; empty where they could. */
    public static Optional<Refusal> incomplete(Roster roster) {
        int administrators = roster.administrators().size();
        return administrators >= roster.needed()
                ? Optional.empty()
                : refuse(
                        ErrorCode.ROSTER_INVALID,
                        "roster %d needs the signatures of %d administrators and names %d: add administrators first"
                                .formatted(roster.number(), roster.needed(), administrators));
    }

    private static Optional<Refusal> unrevoked(Roster old, Roster fresh) {
        return old.revoked().stream()
                .filter(entry -> !fresh.revoked().contains(entry))
                .findFirst()
                .flatMap(entry -> refuse(
                        ErrorCode.ROSTER_INVALID,
                        "roster %d no longer revokes the key of %s, and a revoked key stays revoked"
                                .formatted(fresh.number(), entry.holder())));
    }

    /** @param signers the roster whose administrators sign */
    private static Optional<Refusal> unsigned(SignedRoster offered, Roster signers) {
        List<String> signed = new ArrayList<>();
        for (Map.Entry<VerifyingKey, Signature> entry :
                offered.signatures().signatures().entrySet()) {
            Optional<String> name = administrator(signers, entry.getKey());
            if (name.isEmpty()) {
                return refuse(
                        ErrorCode.ROSTER_SIGNATURE_WRONG,
                        "roster %d is signed with the key %s, which is no administrator's of roster %d; take that line away"
                                .formatted(offered.roster().number(), entry.getKey(), signers.number()));
            }
            if (!entry.getKey().verifies(SigningDomain.ROSTER, offered.bytes(), entry.getValue())) {
                return refuse(
                        ErrorCode.ROSTER_SIGNATURE_WRONG,
                        "the signature of %s does not fit roster %d: one of the two files was changed since"
                                .formatted(name.get(), offered.roster().number()));
            }
            signed.add(name.get());
        }
        return signed.size() >= signers.needed()
                ? Optional.empty()
                : refuse(
                        ErrorCode.ROSTER_UNDERSIGNED,
                        "roster %d needs the signatures of %d administrators and has %d%s; who may still sign: %s"
                                .formatted(
                                        offered.roster().number(),
                                        signers.needed(),
                                        signed.size(),
                                        signed.isEmpty() ? "" : " (" + String.join(", ", signed) + ")",
                                        waiting(signers, signed)));
    }

    private static Optional<String> administrator(Roster roster, VerifyingKey key) {
        return roster.administrators().stream()
                .filter(person -> person.key().equals(key))
                .map(Roster.Person::name)
                .findFirst();
    }

    private static String waiting(Roster signers, List<String> signed) {
        TreeSet<String> names = new TreeSet<>();
        signers.administrators().forEach(person -> names.add(person.name()));
        signed.forEach(names::remove);
        return names.isEmpty() ? "nobody" : String.join(", ", names);
    }

    private static Optional<Refusal> refuse(ErrorCode code, String message) {
        return Optional.of(new Refusal(code, message));
    }
}
