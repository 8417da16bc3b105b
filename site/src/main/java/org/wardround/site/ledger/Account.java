package org.wardround.site.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wardround.privacy.accounting.Accountant;
import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.accounting.Use;

/** What one population has been charged with. Not thread-safe. */
public final class Account {
    private static final Accountant ACCOUNTANT = new RenyiAccountant();

    private int notBounded;
    /** How often each; few, because the same are asked again and again. */
    private final Map<Mechanism, Long> bounded = new LinkedHashMap<>();

    void add(Cost cost) {
        if (cost instanceof Cost.Bounded known) {
            add(bounded, known);
        } else {
            notBounded++;
        }
    }

    private static void add(Map<Mechanism, Long> counts, Cost.Bounded cost) {
        cost.uses().forEach(use -> counts.merge(use.mechanism(), use.times(), Math::addExact));
    }

    /** Releases that nothing bounds. */
    public int notBounded() {
        return notBounded;
    }

    /** Of all bounded releases together, at or above the truth; 0 where there is none. */
    public double epsilon(double delta) {
        return epsilon(bounded, delta);
    }

    private static double epsilon(Map<Mechanism, Long> counts, double delta) {
        List<Use> uses = counts.entrySet().stream()
                .map(entry -> new Use(entry.getKey(), entry.getValue()))
                .collect(Collectors.toList());
        return uses.isEmpty() ? 0 : ACCOUNTANT.epsilon(uses, delta);
    }

    /** Why one more charge would pass a cap; empty where it would not. */
    Optional<String> refusal(Cost cost, Caps caps) {
        if (!(cost instanceof Cost.Bounded known)) {
            return notBounded < caps.notBounded()
                    ? Optional.empty()
                    : Optional.of(
                            "this site lets no more than %d releases without a bound on privacy loss leave, and they have left"
                                    .formatted(caps.notBounded()));
        }
        if (!caps.capsEpsilon()) {
            return Optional.empty();
        }
        Map<Mechanism, Long> after = new LinkedHashMap<>(bounded);
        add(after, known);
        return epsilon(after, caps.delta()) <= caps.epsilon()
                ? Optional.empty()
                : Optional.of(
                        "this site's budget of epsilon %s at delta %s for a patient, over all studies (limits.epsilon), does not hold what is asked: %s"
                                .formatted(caps.epsilon(), caps.delta(), known.text()));
    }
}
