package org.wardround.cli.privacy;

import java.util.ArrayList;
import java.util.List;
import org.wardround.privacy.accounting.Accountant;
import org.wardround.privacy.accounting.GaussianTradeoff;
import org.wardround.privacy.accounting.LossDistributionAccountant;
import org.wardround.privacy.accounting.RenyiAccountant;

/**
 * The ε spent by the end of some rounds.
 *
 * @param losses by distributions of privacy losses; the exact value where all patients take part
 * @param renyi by Rényi divergences
 */
record Spending(int round, double losses, double renyi) {
    private static final int POINTS = 10;
    private static final Accountant RENYI = new RenyiAccountant();
    private static final Accountant LOSSES = new LossDistributionAccountant();

    static Spending at(Schedule schedule, double noise, int round) {
        double renyi = RENYI.epsilon(schedule.uses(noise, round), schedule.delta());
        double losses = schedule.everybody()
                ? GaussianTradeoff.epsilon(noise, (long) round * schedule.steps(), schedule.delta())
                : LOSSES.epsilon(schedule.uses(noise, round), schedule.delta());
        return new Spending(round, losses, renyi);
    }

    /** At ten rounds or fewer, the last among them; closer together at the start, where ε rises most. */
    static List<Spending> over(Schedule schedule, double noise) {
        List<Spending> all = new ArrayList<>();
        int before = 0;
        for (int i = 1; i <= POINTS; i++) {
            int round = (int) Math.ceil((double) schedule.rounds() * i * i / (POINTS * POINTS));
            if (round > before) {
                all.add(at(schedule, noise, round));
                before = round;
            }
        }
        return all;
    }
}
