package org.wardround.data.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Division.Rule;
import org.wardround.testkit.Property;

class PatientDivisionTest {
    @Test
    void iid_sites_are_equally_large() {
        int[] sizes = sizes(new PatientDivision(new Division(3, new Rule.Iid(), 7), new int[100]).sites(), 3);

        assertThat(sizes).containsExactly(33, 34, 33); // cuts at 33.3 → 33 and 66.7 → 67
    }

    @Test
    void every_site_has_patients_whatever_alpha_is() {
        Property.forSeeds(60, random -> {
            int sites = 2 + random.nextInt(6);
            int[] classes = classes(random, sites + random.nextInt(100));
            for (Rule rule : new Rule[] {new Rule.Iid(), new Rule.LabelSkew(0.05), new Rule.QuantitySkew(0.05)}) {
                int[] siteOf = new PatientDivision(new Division(sites, rule, random.nextLong()), classes).sites();
                assertThat(siteOf).hasSize(classes.length);
                assertThat(sizes(siteOf, sites)).doesNotContain(0);
            }
        });
    }

    @Test
    void the_same_seed_divides_alike_and_another_one_differently() {
        int[] classes = classes(SeededStream.of(1), 200);
        int[] first = divide(11, classes);

        assertThat(divide(11, classes)).isEqualTo(first);
        assertThat(divide(12, classes)).isNotEqualTo(first);
    }

    @Test
    void label_skew_gives_sites_different_prevalences() {
        int[] classes = classes(SeededStream.of(2), 2000);
        int[] siteOf = new PatientDivision(new Division(4, new Rule.LabelSkew(0.3), 5), classes).sites();
        double[] prevalence = new double[4];
        int[] sizes = sizes(siteOf, 4);
        for (int patient = 0; patient < siteOf.length; patient++) {
            prevalence[siteOf[patient]] += (double) classes[patient] / sizes[siteOf[patient]];
        }

        assertThat(Arrays.stream(prevalence).max().orElseThrow()
                        - Arrays.stream(prevalence).min().orElseThrow())
                .isGreaterThan(0.2);
    }

    @Test
    void more_sites_than_patients_are_refused() {
        Division division = new Division(3, new Rule.Iid(), 1);

        assertThatThrownBy(() -> new PatientDivision(division, new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fewer patients than the 3 sites");
    }

    private static int[] divide(long seed, int[] classes) {
        return new PatientDivision(new Division(4, new Rule.LabelSkew(1), seed), classes).sites();
    }

    private static int[] classes(SeededStream random, int patients) {
        int[] classes = new int[patients];
        for (int patient = 0; patient < patients; patient++) {
            classes[patient] = random.nextInt(2);
        }
        return classes;
    }

    private static int[] sizes(int[] siteOf, int sites) {
        int[] sizes = new int[sites];
        for (int site : siteOf) {
            sizes[site]++;
        }
        return sizes;
    }
}
