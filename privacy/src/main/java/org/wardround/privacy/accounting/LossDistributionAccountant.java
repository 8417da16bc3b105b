package org.wardround.privacy.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Accounts by distributions of privacy losses, which it adds up by Fourier transforms: as close to the truth as 1e-4 and never below it. Says the worse of a patient taken away and a patient
 * added. Holds nothing that changes; a call may take a second and some 200 MB.
 *
 * @see <a href="https://arxiv.org/abs/2006.07134">Koskela, Jälkö, Prediger, Honkela 2021; Gopi, Lee, Wutschitz 2021 (arXiv 2106.02848)</a>
 */
public final class LossDistributionAccountant implements Accountant {
    private static final double STEP = 1e-4;
    private static final double MAX_POINTS_OF_ONE = 1 << 20;
    private static final int MAX_POINTS = 1 << 22;

    @Override
    public double epsilon(List<Use> uses, double delta) {
        Accountant.requireDelta(delta);
        Total total = total(uses);
        return Math.max(total.removed.epsilon(delta), total.added.epsilon(delta));
    }

    /** The δ of all uses together at this ε (0 or more). */
    public double delta(List<Use> uses, double epsilon) {
        if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon is 0 or more, got " + epsilon);
        }
        Total total = total(uses);
        return Math.max(total.removed.delta(epsilon), total.added.delta(epsilon));
    }

    private record Total(ComposedLosses removed, ComposedLosses added) {}

    private static Total total(List<Use> asked) {
        List<Use> uses = asked.stream().map(LossDistributionAccountant::once).toList();
        double step = STEP;
        for (Use use : uses) {
            while (Losses.range(use.mechanism()) / step > MAX_POINTS_OF_ONE) {
                step *= 2;
            }
        }
        while (true) {
            List<Losses> losses = new ArrayList<>();
            for (Use use : uses) {
                losses.add(Losses.of(use.mechanism(), step));
            }
            LossWindow removed = LossWindow.of(uses, grids(losses, each -> each.removed));
            LossWindow added = LossWindow.of(uses, grids(losses, each -> each.added));
            long points = Math.max(removed.points(), added.points());
            if (points <= MAX_POINTS) {
                int size = Math.max(2, Integer.highestOneBit(Math.max(1, (int) points - 1)) * 2);
                return composed(uses, losses, removed, added, size);
            }
            step *= 2;
        }
    }

    /** Gaussian noise on all patients, used T times, is as good as one use with the noise divided by √T. */
    private static Use once(Use use) {
        return use.mechanism() instanceof Mechanism.Gaussian gaussian && gaussian.samplingRate() == 1
                ? new Use(new Mechanism.Gaussian(gaussian.noiseMultiplier() / Math.sqrt(use.times()), 1), 1)
                : use;
    }

    private static List<LossGrid> grids(List<Losses> losses, Function<Losses, LossGrid> side) {
        return losses.stream().map(side).toList();
    }

    private static Total composed(List<Use> uses, List<Losses> losses, LossWindow removed, LossWindow added, int size) {
        LossSpectrum spectrum = new LossSpectrum(size);
        double endlessRemoved = LossWindow.TAIL;
        double endlessAdded = LossWindow.TAIL;
        for (int i = 0; i < uses.size(); i++) {
            long times = uses.get(i).times();
            spectrum.multiply(losses.get(i).removed, losses.get(i).added, times);
            endlessRemoved += times * losses.get(i).removed.endless();
            endlessAdded += times * losses.get(i).added.endless();
        }
        double step = losses.get(0).removed.step;
        spectrum.invert();
        return new Total(
                new ComposedLosses(step, removed.first(), spectrum.removed(removed.first()), endlessRemoved),
                new ComposedLosses(step, added.first(), spectrum.added(added.first()), endlessAdded));
    }
}
