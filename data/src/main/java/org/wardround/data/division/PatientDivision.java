package org.wardround.data.division;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.wardround.core.random.SeededStream;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Division.Rule;

/**
 * Divides patients among sites. Every patient goes to exactly one site and every site gets at least one patient: a draw that leaves a site
 * empty is drawn again, as in Li et al. 2022, and after {@value #DRAWS} draws the largest sites give one patient each to the empty ones.
 *
 * @see <a href="https://arxiv.org/abs/1909.06335">Hsu, Qi and Brown 2019, section 3 (label skew)</a>
 * @see <a href="https://arxiv.org/abs/2102.02079">Li, Diao, Chen and He 2022, section 4 (quantity skew)</a>
 */
public final class PatientDivision {
    private static final int DRAWS = 100;

    private final Division division;
    private final int[] classes;

    /**
     * @param classes for each patient the class of the outcome, 0 or above; used by label skew alone
     * @throws IllegalArgumentException where there are fewer patients than sites
     */
    public PatientDivision(Division division, int[] classes) {
        if (classes.length < division.sites()) {
            throw new IllegalArgumentException("fewer patients than the %d sites".formatted(division.sites()));
        }
        this.division = division;
        this.classes = classes.clone();
    }

    /** For each patient the index of its site. The same for the same division, patients and classes. */
    public int[] sites() {
        int[] sites = draw(0);
        for (int attempt = 1; attempt < DRAWS && leavesOneEmpty(sites); attempt++) {
            sites = draw(attempt);
        }
        fillEmpty(sites);
        return sites;
    }

    private int[] draw(int attempt) {
        SeededStream random = SeededStream.of(division.seed(), "division", attempt);
        int[] sites = new int[classes.length];
        Rule rule = division.rule();
        if (rule instanceof Rule.LabelSkew skew) {
            int last = Arrays.stream(classes).max().orElseThrow();
            for (int one = 0; one <= last; one++) {
                deal(patientsOf(one), new Dirichlet(random).shares(division.sites(), skew.alpha()), random, sites);
            }
        } else if (rule instanceof Rule.QuantitySkew skew) {
            deal(everyone(), new Dirichlet(random).shares(division.sites(), skew.alpha()), random, sites);
        } else {
            double[] equal = new double[division.sites()];
            Arrays.fill(equal, 1.0 / equal.length);
            deal(everyone(), equal, random, sites);
        }
        return sites;
    }

    /** Shuffles the patients and cuts them at the cumulated shares. */
    private static void deal(int[] patients, double[] shares, SeededStream random, int[] sites) {
        random.shuffle(patients);
        double cumulated = 0;
        int from = 0;
        for (int site = 0; site < shares.length; site++) {
            cumulated += shares[site];
            int to = site == shares.length - 1
                    ? patients.length
                    : (int) Math.min(patients.length, Math.rint(cumulated * patients.length));
            for (; from < to; from++) {
                sites[patients[from]] = site;
            }
        }
    }

    private int[] everyone() {
        return IntStream.range(0, classes.length).toArray();
    }

    private int[] patientsOf(int one) {
        return IntStream.range(0, classes.length)
                .filter(patient -> classes[patient] == one)
                .toArray();
    }

    private boolean leavesOneEmpty(int[] sites) {
        return Arrays.stream(sizes(sites)).anyMatch(size -> size == 0);
    }

    private int[] sizes(int[] sites) {
        int[] sizes = new int[division.sites()];
        for (int site : sites) {
            sizes[site]++;
        }
        return sizes;
    }

    private void fillEmpty(int[] sites) {
        int[] sizes = sizes(sites);
        for (int empty = 0; empty < sizes.length; empty++) {
            if (sizes[empty] == 0) {
                int largest = IntStream.range(0, sizes.length)
                        .reduce((a, b) -> sizes[b] > sizes[a] ? b : a)
                        .orElseThrow();
                int patient = IntStream.range(0, sites.length)
                        .filter(p -> sites[p] == largest)
                        .findFirst()
                        .orElseThrow();
                sites[patient] = empty;
                sizes[largest]--;
                sizes[empty]++;
            }
        }
    }
}
